/** Who started a request takes it back, as long as the workflow lets him. */
import { problem } from "../../metadata/problem.ts";
import type { TaskOutcome } from "../../metadata/task-wire.ts";
import { Refused } from "../records/writer.ts";
import {
  type Approval,
  approvalsOfRun,
  lockApproval,
  type Task,
  tasksOf,
} from "./approval-rows.ts";
import { type Acting, holdTask, notAllowed, requireOpen } from "./hold-task.ts";
import { keep, outcomeOf, wake } from "./keep-settled.ts";
import { closed } from "./return-task.ts";

/** All that is asked in the run is over. @throws Refused */
export async function withdraw(acting: Acting, id: string): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  const { run, pinned, task } = held;
  if (run.startedBy !== acting.actor) throw new Refused([problem("not_permitted")]);
  if (pinned.workflow.withdraw === "never") throw new Refused([notAllowed("withdraw")]);
  const { executor, catalog } = acting.writer;
  const all = await approvalsOfRun(executor, catalog.schema, run.id);
  const locked: Approval[] = [];
  for (const { id: each } of all.filter(isPending)) {
    const approval = await lockApproval(executor, catalog.schema, each);
    if (approval !== null && isPending(approval)) locked.push(approval);
  }
  const [first] = locked;
  const ids = all.map((one) => one.id);
  const said = await tasksOf(executor, catalog.schema, ids);
  if (first === undefined) {
    await requireOpen(acting, held);
    throw new Refused([problem("run_over")]);
  }
  if (pinned.workflow.withdraw === "beforeFirstDecision" && isDecided(all, said))
    throw new Refused([problem("task_withdraw_late")]);
  let own: TaskOutcome | null = null;
  for (const approval of locked) {
    const asked = said.filter((one) => one.approval === approval.id);
    const over = asked.map((one) => closed(one, acting.now));
    const ended: Approval = { ...approval, status: "withdrawn", endedAt: acting.now };
    await keep(acting, ended, over);
    if (approval.id === task.approval) own = outcomeOf(id, ended, over);
  }
  await wake(acting, first, "withdrawn", {});
  return own ?? { id, status: task.status, approval_status: "withdrawn" };
}

const isPending = ({ status }: Approval): boolean => status === "pending";

/** Whether somebody has decided since it began, or since it was last returned. */
export function isDecided(approvals: readonly Approval[], tasks: readonly Task[]): boolean {
  const since = approvals.slice(approvals.findLastIndex(({ status }) => status === "returned") + 1);
  const ids = new Set(since.filter(({ kind }) => kind !== "resubmit").map(({ id }) => id));
  return tasks.some(
    ({ approval, status, place }) =>
      ids.has(approval) && place !== "consult" && (status === "approved" || status === "rejected"),
  );
}
