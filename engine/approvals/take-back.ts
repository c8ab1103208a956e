/** Somebody takes his own decision back, until another acts upon it. */
import { problem } from "../../metadata/problem.ts";
import type { TaskOutcome } from "../../metadata/task-wire.ts";
import { Refused } from "../records/writer.ts";
import { readHistory } from "../workflows/read-runs.ts";
import { type Approval, lockApproval, type Task, tasksOf } from "./approval-rows.ts";
import { askedIn } from "./asked-in.ts";
import { type Acting, type HeldTask, holdTask, requireOpen } from "./hold-task.ts";
import { keep, keepSettled, wake } from "./keep-settled.ts";
import { dropFilesOf } from "./opinion-files.ts";
import { closed } from "./return-task.ts";

/** @throws Refused when it is not his, others have decided since, or something has followed */
export async function takeBack(acting: Acting, id: string): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  const { task, tasks, approval } = held;
  if (task.actedBy !== acting.actor) throw new Refused([problem("not_permitted")]);
  const run = await askedIn(acting, held.run.id);
  const next = nextUntouched(approval, run.approvals, run.tasks);
  if (!isLastWord(task, tasks) || (approval.status !== "pending" && next === null)) {
    await requireOpen(acting, { ...held, task: { ...task, actedBy: null, status: "closed" } });
    throw new Refused([problem("task_withdraw_late")]);
  }
  await dropFilesOf(acting, id);
  const again = tasks.map((one) => reopened(one, task, acting.now));
  if (approval.status === "pending") return keepSettled(acting, held, again);
  await keep(acting, approval, again);
  await callBack(acting, held, next?.id ?? "");
  return { id, status: "waiting", approval_status: "pending" };
}

/** Whether somebody has decided, has changed nothing with it, and nobody has said anything since. */
export const isLastWord = (task: Task, tasks: readonly Task[]): boolean =>
  task.place !== "consult" &&
  (task.status === "approved" || task.status === "rejected") &&
  task.changes === null &&
  tasks.every(
    (one) =>
      one.id === task.id ||
      one.actedBy === null ||
      (one.decidedAt ?? one.at) <= (task.decidedAt ?? task.at),
  );

/** The approval that an agreement has led to, as long as nobody has acted upon it; null: none. */
export function nextUntouched(
  approval: Approval,
  approvals: readonly Approval[],
  tasks: readonly Task[],
): Approval | null {
  if (approval.status !== "approved") return null;
  const later = approvals.filter(({ id, at }) => id !== approval.id && at >= approval.at);
  const [next] = later;
  if (next === undefined || later.length > 1 || next.token !== approval.token) return null;
  const isTouched = tasks.some((one) => one.approval === next.id && one.actedBy !== null);
  return next.status === "pending" && !isTouched ? next : null;
}

/** What was said is unsaid; whoever had no more to say because of it has. */
function reopened(one: Task, task: Task, now: Date): Task {
  const unsaid = {
    status: "waiting",
    opinion: null,
    actedBy: null,
    decidedAt: null,
    via: null,
  } as const;
  if (one.id === task.id) return { ...one, ...unsaid };
  const closedWith =
    one.status === "closed" &&
    one.place !== "consult" &&
    one.decidedAt?.getTime() === task.decidedAt?.getTime();
  return closedWith ? { ...one, ...unsaid, at: now } : one;
}

/** What was asked next is asked no more: the run comes back to the step. @throws Refused */
async function callBack(acting: Acting, held: HeldTask, next: string): Promise<void> {
  const { writer, now } = acting;
  const { executor, catalog } = writer;
  const later = await lockApproval(executor, catalog.schema, next);
  const tasks = await tasksOf(executor, catalog.schema, [next]);
  const isTouched = tasks.some(({ actedBy }) => actedBy !== null);
  if (later?.status !== "pending" || isTouched || (await hasFollowed(acting, held)))
    throw new Refused([problem("task_withdraw_late")]);
  const ended: Approval = {
    ...later,
    status: "closed",
    returnedTo: held.approval.step,
    endedAt: now,
  };
  await keep(
    acting,
    ended,
    tasks.map((one) => closed(one, now)),
  );
  await wake(acting, ended, "taken_back", { to: held.approval.step });
}

/** Whether the run has done anything since, but choose its way. */
async function hasFollowed({ writer }: Acting, { run, approval, pinned }: HeldTask) {
  const history = await readHistory(writer.executor, writer.catalog.schema, run.id);
  const left = history.findLastIndex(
    ({ step, event }) => step === approval.step && event === "done",
  );
  return history
    .slice(left + 1)
    .some(
      ({ step, event }) =>
        event !== "waiting" && pinned.workflow.steps.get(step ?? "")?.type !== "branch",
    );
}
