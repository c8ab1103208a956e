/** Who has agreed in steps of the run before, and need not be asked the same again. */
import type { ApprovalDefinition } from "../../metadata/workflows/approval.ts";
import type { StepContext } from "../workflows/step-context.ts";
import { type Approval, tasksOf } from "./approval-rows.ts";

/** @param past the run's approvals, the earliest first; what was before a return counts no more */
export async function agreedBefore(
  { writer, step }: StepContext,
  ifRepeated: ApprovalDefinition["ifRepeated"],
  past: readonly Approval[],
): Promise<ReadonlySet<string>> {
  if (ifRepeated === "never") return new Set();
  const returned = past.findLastIndex(({ status }) => status === "returned");
  const since = past
    .slice(returned + 1)
    .filter((one) => one.status === "approved" && one.kind === "approval" && one.step !== step.id);
  const counted = ifRepeated === "skip" ? since.slice(-1) : since;
  const ids = counted.map(({ id }) => id);
  const tasks = ids.length === 0 ? [] : await tasksOf(writer.executor, writer.catalog.schema, ids);
  return new Set(
    tasks.flatMap(({ status, assignee }) =>
      status === "approved" || status === "skipped" ? [assignee] : [],
    ),
  );
}
