/** One task with all that is needed to decide: the record as the step shows it, and what was said. */
import { textOrEmpty } from "../../metadata/json-object.ts";
import { problem } from "../../metadata/problem.ts";
import type { TaskDetails, TaskSummary } from "../../metadata/task-wire.ts";
import { approvalOf, startName } from "../../metadata/workflows/approval.ts";
import { resolveWorkflow } from "../../metadata/workflows/workflow.ts";
import { Refused } from "../records/writer.ts";
import { pinnedWorkflow } from "../workflows/pinned-workflow.ts";
import { localisedWorkflow, titlesIn } from "../workflows/workflow-titles.ts";
import { copyTable } from "./approval-rows.ts";
import { askedIn } from "./asked-in.ts";
import type { Acting } from "./hold-task.ts";
import { readTaskRow, type TaskRow } from "./read-tasks.ts";
import { showChain } from "./show-chain.ts";
import { showTasks } from "./show-tasks.ts";
import { shownValues } from "./shown-values.ts";

/** A task, and whether the caller takes part in what it belongs to; null: there is none. */
export async function partIn(
  acting: Acting,
  id: string,
): Promise<
  | { readonly row: null; readonly takesPart: false }
  | { readonly row: TaskRow; readonly summary: TaskSummary; readonly takesPart: boolean }
> {
  const { executor, catalog } = acting.writer;
  const row = await readTaskRow(executor, catalog.schema, id);
  const [summary] = row === null ? [] : await showTasks(acting, [row]);
  if (row === null || summary === undefined) return { row: null, takesPart: false };
  return { row, summary, takesPart: await takesPart(acting, row, summary) };
}

/** @throws Refused when it is not for him */
export async function showDetails(acting: Acting, id: string): Promise<TaskDetails> {
  const { executor, catalog } = acting.writer;
  const part = await partIn(acting, id);
  if (!part.takesPart) throw new Refused([problem("task_not_found")]);
  const { row, summary } = part;
  const { approval } = row;
  const pinned = await pinnedWorkflow(executor, catalog, row.digest, row.version);
  const localised = pinned && localisedWorkflow(catalog, acting.locale, pinned.content);
  const content = (localised && resolveWorkflow(localised).steps.get(approval.step)?.content) ?? {};
  const titles = titlesIn(catalog, acting.locale, pinned);
  const { fields, returnTo } = approvalOf(content);
  const values = await shownValues(acting.writer, row, fields.hide);
  const isDecided = approval.kind !== "resubmit";
  return {
    ...summary,
    description: textOrEmpty(content.description),
    values,
    shown: approval.snapshot === null ? "now" : "snapshot",
    changed_since: summary.revision !== null && summary.revision !== approval.revision,
    fields: isDecided ? fields : { edit: [], hide: [], require: [] },
    return_to: summary.actions.includes("return")
      ? returnTo.map((name) => ({
          name,
          title: name === startName ? startName : titles.step(name),
        }))
      : [],
    chain: await showChain(acting, { ...row, run: approval.run }, summary.revision !== null),
  };
}

/** Who is or was asked in the run, who started it, who was told of it, and who administers. */
async function takesPart(
  acting: Acting,
  { approval, startedBy }: TaskRow,
  { standing_in_for: standsIn }: Pick<TaskDetails, "standing_in_for">,
): Promise<boolean> {
  const { writer, actor, administers } = acting;
  if (administers || startedBy === actor || standsIn !== null) return true;
  const { tasks, approvals } = await askedIn(acting, approval.run);
  if (tasks.some(({ assignee, actedBy }) => assignee === actor || actedBy === actor)) return true;
  const { rowCount } = await writer.executor.run({
    text: `select 1 from ${copyTable(writer.catalog.schema)} where "account" = $1 and "approval" = any($2::uuid[])`,
    values: [actor, approvals.map(({ id }) => id)],
  });
  return rowCount > 0;
}

/** Marks the caller's copies of a run as read. */
export async function markCopiesRead(acting: Acting, run: string): Promise<void> {
  const { writer, actor, now } = acting;
  const { approvals } = await askedIn(acting, run);
  await writer.executor.run({
    text: `update ${copyTable(writer.catalog.schema)} set "read_at" = $3 where "account" = $1 and "read_at" is null and "approval" = any($2::uuid[])`,
    values: [actor, approvals.map(({ id }) => id), now],
  });
}
