/** Tasks as the API tells of them: names, titles, and what the caller may do. */
import type { TaskPerson, TaskSummary } from "../../metadata/task-wire.ts";
import { approvalOf } from "../../metadata/workflows/approval.ts";
import { accountNames } from "../access/accounts.ts";
import { recordHeads } from "../records/record-heads.ts";
import { pinnedWorkflow } from "../workflows/pinned-workflow.ts";
import { titlesIn } from "../workflows/workflow-titles.ts";
import { askedInAll, type RunApprovals } from "./asked-in.ts";
import { standsInFor } from "./delegations.ts";
import type { Acting } from "./hold-task.ts";
import type { TaskRow } from "./read-tasks.ts";
import { nextUntouched } from "./take-back.ts";
import { actionsOf } from "./task-actions.ts";
import { isDecided } from "./withdraw.ts";

export type PersonOf = (id: string) => TaskPerson;

export async function peopleNamed(
  { writer }: Acting,
  ids: readonly (string | null)[],
): Promise<PersonOf> {
  const names = await accountNames(
    writer.executor,
    ids.flatMap((id) => id ?? []),
  );
  return (id) => ({ id, name: names.get(id) ?? null });
}

export async function showTasks(
  acting: Acting,
  rows: readonly TaskRow[],
): Promise<readonly TaskSummary[]> {
  const person = await peopleNamed(
    acting,
    rows.flatMap(({ task, startedBy }) => [task.assignee, startedBy]),
  );
  const heads = await recordHeads(acting.writer, rows);
  const { approvals, tasks } = await askedInAll(
    acting,
    rows.map(({ approval }) => approval.run),
  );
  const shown: TaskSummary[] = [];
  for (const row of rows) {
    const own = approvals.filter(({ run }) => run === row.approval.run);
    const ids = new Set(own.map(({ id }) => id));
    const asked = { approvals: own, tasks: tasks.filter(({ approval }) => ids.has(approval)) };
    shown.push(await showTask(acting, row, asked, heads.get(row.record ?? ""), person));
  }
  return shown;
}

async function showTask(
  acting: Acting,
  row: TaskRow,
  { approvals, tasks }: RunApprovals,
  head: { readonly title: string | null; readonly revision: number } | undefined,
  person: PersonOf,
): Promise<TaskSummary> {
  const { writer, actor, administers, now, locale } = acting;
  const { executor, catalog } = writer;
  const { task, approval, startedBy } = row;
  const pinned = await pinnedWorkflow(executor, catalog, row.digest, row.version);
  const titles = titlesIn(catalog, locale, pinned, row.workflow);
  const covered =
    task.assignee === actor
      ? null
      : await standsInFor(executor, catalog.schema, actor, row.workflow, now);
  const standsIn = covered?.has(task.assignee) === true;
  return {
    id: task.id,
    kind: approval.kind,
    status: task.status,
    approval: approval.id,
    approval_status: approval.status,
    run: approval.run,
    workflow: { name: row.workflow, title: titles.workflow },
    step: { name: approval.step, title: titles.step(approval.step) },
    object: row.object,
    record: row.record,
    record_title: head?.title ?? null,
    revision: head?.revision ?? null,
    assignee: person(task.assignee),
    standing_in_for: standsIn ? person(task.assignee) : null,
    origin: task.origin,
    started_by: startedBy === null ? null : person(startedBy),
    started_at: row.startedAt.toISOString(),
    at: task.at.toISOString(),
    due_at: approval.dueAt?.toISOString() ?? null,
    overdue: approval.status === "pending" && approval.dueAt !== null && approval.dueAt < now,
    read_at: row.readAt?.toISOString() ?? null,
    actions:
      pinned === null
        ? []
        : actionsOf({
            actor,
            administers,
            isAsked: task.assignee === actor || standsIn,
            task,
            approval,
            tasks: tasks.filter((one) => one.approval === approval.id),
            startedBy,
            workflow: pinned.workflow,
            definition: approvalOf(pinned.workflow.steps.get(approval.step)?.content ?? {}),
            isDecided: isDecided(approvals, tasks),
            isUnanswered: nextUntouched(approval, approvals, tasks) !== null,
          }),
  };
}
