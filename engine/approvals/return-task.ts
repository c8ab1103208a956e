/** A request goes back to an earlier step, or to who started it. */
import { problem } from "../../metadata/problem.ts";
import type { TaskOutcome } from "../../metadata/task-wire.ts";
import { Refused } from "../records/writer.ts";
import type { Approval, Task } from "./approval-rows.ts";
import { type Acting, holdTask, requireDecider, requireFreedom } from "./hold-task.ts";
import { keep, outcomeOf, wake } from "./keep-settled.ts";
import { holdFilesOf } from "./opinion-files.ts";

/** @param to a step, or `start`; null: the first that the step says. @throws Refused */
export async function returnTask(
  acting: Acting,
  id: string,
  to: string | null,
  opinion: string,
  files: readonly string[],
): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  await requireDecider(acting, held);
  requireFreedom(held, "return");
  const { returnTo, afterReturn } = held.definition;
  const target = to ?? returnTo[0] ?? "";
  if (!returnTo.includes(target))
    throw new Refused([problem("task_return_unknown", "/to", { name: target, known: returnTo })]);
  await holdFilesOf(acting, id, files);
  const { now, actor } = acting;
  const comeBack = afterReturn === "comeBack";
  const said = { opinion, actedBy: actor, decidedAt: now };
  const approval: Approval = {
    ...held.approval,
    status: "returned",
    returnedTo: target,
    comeBack,
    endedAt: now,
  };
  const tasks = held.tasks.map(
    (task): Task => (task.id === id ? { ...task, ...said, status: "returned" } : closed(task, now)),
  );
  await keep(acting, approval, tasks);
  await wake(acting, approval, "returned", { task: id, to: target, come_back: comeBack });
  return outcomeOf(id, approval, tasks);
}

/** A task that is asked no more. */
export const closed = (task: Task, now: Date): Task =>
  task.status === "pending" || task.status === "waiting"
    ? { ...task, status: "closed", decidedAt: now }
    : task;
