/** All that was asked in a run, in its order, as its reader may know of it. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { ApprovalChain, ChainApproval, ChainTask } from "../../metadata/task-wire.ts";
import { approvalOf } from "../../metadata/workflows/approval.ts";
import { namedValue } from "../records/record-difference.ts";
import { type PinnedWorkflow, pinnedWorkflow } from "../workflows/pinned-workflow.ts";
import { titlesIn, type WorkflowTitles } from "../workflows/workflow-titles.ts";
import { type Approval, copyTable, type Task } from "./approval-rows.ts";
import { askedIn } from "./asked-in.ts";
import type { Acting } from "./hold-task.ts";
import { filesOfTasks } from "./opinion-files.ts";
import { type PersonOf, peopleNamed } from "./show-tasks.ts";

/** The run of a chain. */
export interface ChainRun {
  readonly run: string;
  readonly workflow: string;
  readonly digest: string;
  readonly version: number;
  readonly object: string | null;
  readonly startedBy: string | null;
  readonly startedAt: Date;
}

/** @param seesRecord whether the record is within the reader's reach: else no value of it is told */
export async function showChain(
  acting: Acting,
  chain: ChainRun,
  seesRecord: boolean,
): Promise<ApprovalChain> {
  const { executor, catalog } = acting.writer;
  const pinned = await pinnedWorkflow(executor, catalog, chain.digest, chain.version);
  const titles = titlesIn(catalog, acting.locale, pinned, chain.workflow);
  const { approvals, tasks } = await askedIn(acting, chain.run);
  const copies = await copiesOf(acting, approvals);
  const files = await filesOfTasks(
    executor,
    catalog.schema,
    tasks.map(({ id }) => id),
  );
  const person = await peopleNamed(acting, [
    chain.startedBy,
    ...tasks.flatMap(({ assignee, actedBy }) => [assignee, actedBy]),
    ...copies.map(({ account }) => account),
  ]);
  const model = seesRecord ? (catalog.objects.get(chain.object ?? "") ?? null) : null;
  return {
    run: chain.run,
    workflow: { name: chain.workflow, title: titles.workflow },
    started_by: chain.startedBy === null ? null : person(chain.startedBy),
    started_at: chain.startedAt.toISOString(),
    approvals: approvals.map((approval) =>
      shownApproval(
        acting,
        approval,
        tasks.filter((task) => task.approval === approval.id),
        { pinned, titles, model, person, files },
      ),
    ),
    copies: copies.map(({ account, at, readAt }) => ({
      person: person(account),
      at: at.toISOString(),
      read_at: readAt?.toISOString() ?? null,
    })),
  };
}

interface Surroundings {
  readonly pinned: PinnedWorkflow | null;
  readonly titles: WorkflowTitles;
  readonly model: ObjectModel | null;
  readonly person: PersonOf;
  readonly files: Awaited<ReturnType<typeof filesOfTasks>>;
}

function shownApproval(
  acting: Acting,
  approval: Approval,
  tasks: readonly Task[],
  surroundings: Surroundings,
): ChainApproval {
  const { pinned, titles } = surroundings;
  const step = pinned?.workflow.steps.get(approval.step);
  const hidden = approvalOf(step?.content ?? {}).fields.hide;
  return {
    id: approval.id,
    kind: approval.kind,
    step: { name: approval.step, title: titles.step(approval.step) },
    round: approval.round,
    rule: approval.rule,
    status: approval.status,
    reason: approval.reason,
    at: approval.at.toISOString(),
    due_at: approval.dueAt?.toISOString() ?? null,
    ended_at: approval.endedAt?.toISOString() ?? null,
    tasks: tasks.map((task) => shownTask(acting, task, hidden, surroundings)),
  };
}

const shownTask = (
  acting: Acting,
  task: Task,
  hidden: readonly string[],
  { model, person, files }: Surroundings,
): ChainTask => ({
  id: task.id,
  assignee: person(task.assignee),
  status: task.status,
  origin: task.origin,
  parent: task.parent,
  turn: task.turn,
  opinion: task.opinion,
  files: files.get(task.id) ?? [],
  acted_by: task.actedBy === null ? null : person(task.actedBy),
  via: task.via,
  at: task.at.toISOString(),
  decided_at: task.decidedAt?.toISOString() ?? null,
  changes: changesFor(acting, task, hidden, model),
});

/** By the names of today; of fields that the reader may not read, or that the step hides, nothing. */
function changesFor(
  { writer }: Acting,
  { changes }: Task,
  hidden: readonly string[],
  model: ObjectModel | null,
): ChainTask["changes"] {
  if (changes === null || model === null) return {};
  return Object.fromEntries(
    Object.entries(changes).flatMap(([id, change]) => {
      const field = model.fields.find((one) => one.id === id);
      if (field === undefined || !writer.rights.mayRead(model, field)) return [];
      if (hidden.includes(field.name) || field.children !== null || !Array.isArray(change))
        return [];
      const [before, after]: readonly unknown[] = change;
      return [[field.name, [namedValue(field, before), namedValue(field, after)] as const]];
    }),
  );
}

async function copiesOf({ writer }: Acting, approvals: readonly Approval[]) {
  const { rows } = await writer.executor.run({
    text: `select "account", min("at"), max("read_at") from ${copyTable(writer.catalog.schema)} where "approval" = any($1::uuid[]) group by 1 order by 2, 1`,
    values: [approvals.map(({ id }) => id)],
  });
  return rows.map(([account, at, readAt]) => ({
    account: String(account),
    at: new Date(String(at)),
    readAt: readAt ? new Date(readAt) : null,
  }));
}
