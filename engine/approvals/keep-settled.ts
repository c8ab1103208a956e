/** Writes what follows from what was said, tells who is asked next, and moves the run. */
import type { TaskOutcome } from "../../metadata/task-wire.ts";
import { wakeTokens } from "../workflows/wake-token.ts";
import type { Approval, Task } from "./approval-rows.ts";
import { askByMail } from "./ask-by-mail.ts";
import type { Acting, HeldTask } from "./hold-task.ts";
import { settle } from "./settle.ts";
import { tell } from "./tell.ts";
import { writeApproval, writeTasks } from "./write-approval.ts";

/** @param tasks all tasks of the approval, with what was just said */
export async function keepSettled(
  acting: Acting,
  held: HeldTask,
  tasks: readonly Task[],
): Promise<TaskOutcome> {
  const { writer, now } = acting;
  const { executor, catalog } = writer;
  const settled = settle(held.approval, tasks, now);
  await keep(acting, settled.approval, settled.tasks);
  const { kind, status } = settled.approval;
  const what = kind === "task" ? "toDo" : "asked";
  const accounts = settled.arrived.map(({ assignee }) => assignee);
  await tell(executor, catalog.schema, what, accounts, held.subject, now);
  if (acting.mailConfigured)
    await askByMail(writer, settled.approval, held.definition, settled.arrived);
  if (status !== "pending")
    await wake(acting, settled.approval, status === "approved" ? null : status, {
      task: held.task.id,
    });
  return outcomeOf(held.task.id, settled.approval, settled.tasks);
}

export async function keep(
  { writer }: Acting,
  approval: Approval,
  tasks: readonly Task[],
): Promise<void> {
  const { executor, catalog } = writer;
  await writeApproval(executor, catalog.schema, approval);
  await writeTasks(executor, catalog.schema, tasks);
}

/** The run goes on as soon as this is committed. */
export const wake = (
  { writer, actor }: Acting,
  { id, run, token }: Approval,
  outcome: string | null,
  output: Readonly<Record<string, unknown>>,
): Promise<void> =>
  wakeTokens(writer.executor, writer.catalog.workspaceId, [
    { run, token, ref: id, outcome, output: { approval: id, by: actor, ...output } },
  ]);

export const outcomeOf = (id: string, approval: Approval, tasks: readonly Task[]): TaskOutcome => ({
  id,
  status: tasks.find((task) => task.id === id)?.status ?? "closed",
  approval_status: approval.status,
});
