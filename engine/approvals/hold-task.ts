/** A task that somebody acts upon: it, its approval and its run, nobody else's until he has done. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import {
  type ApprovalDefinition,
  approvalOf,
  type Freedom,
} from "../../metadata/workflows/approval.ts";
import type { Step } from "../../metadata/workflows/workflow.ts";
import { accountNames } from "../access/accounts.ts";
import { rolesOfMember } from "../access/acting-members.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { type PinnedWorkflow, pinnedWorkflow } from "../workflows/pinned-workflow.ts";
import { type RunRow, readRun } from "../workflows/read-runs.ts";
import { stepTitles } from "../workflows/workflow-titles.ts";
import { type Approval, lockApproval, readTask, type Task, tasksOf } from "./approval-rows.ts";
import { standsInFor } from "./delegations.ts";
import { settledWords } from "./settled-words.ts";
import type { Subject } from "./tell.ts";

/** Who acts, in a transaction. */
export interface Acting {
  readonly writer: Writer;
  readonly actor: string;
  readonly locale: Locale;
  /** Looks after all people of the workspace: hands on what is stuck. */
  readonly administers: boolean;
  readonly now: Date;
  /** By the link of a mail; null: signed in. */
  readonly via: Task["via"];
  /** Whether mails can be sent to who is asked next. */
  readonly mailConfigured: boolean;
}

export interface HeldTask {
  readonly task: Task;
  readonly approval: Approval;
  /** All tasks of the approval, this one among them. */
  readonly tasks: readonly Task[];
  readonly run: RunRow;
  readonly pinned: PinnedWorkflow;
  readonly step: Step;
  readonly definition: ApprovalDefinition;
  readonly model: ObjectModel | null;
  readonly subject: Subject;
  /** He is asked himself, or stands in for who is. */
  readonly isAsked: boolean;
}

const notThere = (): Refused => new Refused([problem("task_not_found")]);

/** @throws Refused when there is none for him */
export async function holdTask(acting: Acting, id: string): Promise<HeldTask> {
  const { writer, actor, administers } = acting;
  const { executor, catalog } = writer;
  const { schema } = catalog;
  const found = await readTask(executor, schema, id);
  const approval = found && (await lockApproval(executor, schema, found.approval));
  if (approval === null) throw notThere();
  const tasks = await tasksOf(executor, schema, [approval.id]);
  const task = tasks.find((one) => one.id === id);
  const run = await readRun(executor, schema, approval.run);
  if (task === undefined || run === null) throw notThere();
  const pinned = await pinnedWorkflow(executor, catalog, run.digest, run.version);
  const step = pinned?.workflow.steps.get(approval.step);
  if (pinned === null || step === undefined) throw notThere();
  const isAsked = await mayActFor(acting, task.assignee, run.workflow);
  const takesPart = tasks.some(({ assignee }) => assignee === actor) || run.startedBy === actor;
  if (!isAsked && !takesPart && !administers) throw notThere();
  const model = run.record === null ? null : (catalog.objects.get(run.object ?? "") ?? null);
  const { object, record } = run;
  return {
    task,
    approval,
    tasks,
    run,
    pinned,
    step,
    definition: approvalOf(step.content),
    model,
    subject: { run: run.id, title: stepTitles(catalog, pinned, step.id), object, record },
    isAsked,
  };
}

/** Himself, or somebody who can come in and for whom he stands in now. */
async function mayActFor(
  { writer, actor, now }: Acting,
  assignee: string,
  workflow: string,
): Promise<boolean> {
  if (assignee === actor) return true;
  const { executor, catalog } = writer;
  const for_ = await standsInFor(executor, catalog.schema, actor, workflow, now);
  if (!for_.has(assignee)) return false;
  return (await rolesOfMember(executor, catalog.workspaceId, assignee)) !== null;
}

/** @throws Refused when it is settled, or not his turn */
export async function requireOpen({ writer }: Acting, held: HeldTask): Promise<void> {
  const { task, approval, tasks } = held;
  if (approval.status === "pending" && task.status === "pending") return;
  if (approval.status === "pending" && task.status === "waiting")
    throw new Refused([problem("task_not_yet")]);
  // Where others have settled it for him, who of them acted last.
  const acted = tasks.filter(({ actedBy, decidedAt }) => actedBy !== null && decidedAt !== null);
  const [last] = acted.toSorted((one, other) => Number(other.decidedAt) - Number(one.decidedAt));
  const by = task.actedBy ?? last?.actedBy ?? null;
  const names = await accountNames(writer.executor, by === null ? [] : [by]);
  const outcome = settledWords(task, approval, names.get(by ?? "") ?? null);
  throw new Refused([problem("task_settled", "", { outcome })]);
}

/** Whoever decides is asked now, still has the role for which he was, and did not start it himself. @throws Refused */
export async function requireDecider(acting: Acting, held: HeldTask): Promise<void> {
  const { writer, actor } = acting;
  const { task, run, definition, approval, isAsked } = held;
  if (!isAsked) throw new Refused([problem("not_permitted")]);
  await requireOpen(acting, held);
  const own = [actor, task.assignee].includes(run.startedBy ?? "");
  if (approval.kind === "approval" && own && !definition.selfApproval)
    throw new Refused([problem("task_own_request")]);
  if (task.role === null) return;
  const { executor, catalog } = writer;
  const roles = await rolesOfMember(executor, catalog.workspaceId, task.assignee);
  if (roles?.includes(task.role) !== true) throw new Refused([problem("task_role_lost")]);
}

export const notAllowed = (action: string): Problem => problem("task_not_allowed", "", { action });

/** @throws Refused when the step does not say that people may */
export function requireFreedom({ definition, task, approval }: HeldTask, freedom: Freedom): void {
  const isDecider = approval.kind !== "resubmit" && task.place !== "consult";
  if (!isDecider || !definition.may.has(freedom)) throw new Refused([notAllowed(freedom)]);
}
