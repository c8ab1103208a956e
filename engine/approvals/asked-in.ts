/** All that runs have asked. */
import { type Approval, approvalsOfRuns, type Task, tasksOf } from "./approval-rows.ts";
import type { Acting } from "./hold-task.ts";

export interface RunApprovals {
  readonly approvals: readonly Approval[];
  readonly tasks: readonly Task[];
}

/** Of several runs together. */
export async function askedInAll(
  { writer }: Acting,
  runs: readonly string[],
): Promise<RunApprovals> {
  const { executor, catalog } = writer;
  const approvals = await approvalsOfRuns(executor, catalog.schema, [...new Set(runs)]);
  const ids = approvals.map(({ id }) => id);
  return { approvals, tasks: await tasksOf(executor, catalog.schema, ids) };
}

export const askedIn = (acting: Acting, run: string): Promise<RunApprovals> =>
  askedInAll(acting, [run]);
