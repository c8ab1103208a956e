/** Who waits for others reminds them; whoever takes part tells others of it. */
import { pointer, problem } from "../../metadata/problem.ts";
import type { TaskOutcome } from "../../metadata/task-wire.ts";
import { Refused } from "../records/writer.ts";
import type { Task } from "./approval-rows.ts";
import { type Acting, holdTask, requireOpen } from "./hold-task.ts";
import { keep, outcomeOf } from "./keep-settled.ts";
import { eligible } from "./plan-seats.ts";
import { copyTo, tell } from "./tell.ts";

/** How long after a reminder the next may follow. */
export const reminderMinutes = 60;

/** Reminds all who are asked now. @throws Refused */
export async function remind(acting: Acting, id: string): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  const { run, approval, tasks, task, subject } = held;
  const { writer, actor, administers, now } = acting;
  if (run.startedBy !== actor && !administers) throw new Refused([problem("not_permitted")]);
  if (approval.status !== "pending") await requireOpen(acting, held);
  const earliest = now.getTime() - reminderMinutes * 60_000;
  if (tasks.some(({ remindedAt }) => remindedAt !== null && remindedAt.getTime() > earliest))
    throw new Refused([problem("task_reminded")]);
  const asked = tasks.filter(({ status }) => status === "pending");
  await keep(
    acting,
    approval,
    asked.map((one): Task => ({ ...one, remindedAt: now })),
  );
  const accounts = asked.map(({ assignee }) => assignee);
  await tell(writer.executor, writer.catalog.schema, "reminded", accounts, subject, now);
  return outcomeOf(task.id, approval, tasks);
}

/** Tells people by hand. @throws Refused */
export async function copyByHand(
  acting: Acting,
  id: string,
  people: readonly string[],
): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  const { approval, tasks, run, isAsked, subject } = held;
  const { writer, now, actor } = acting;
  if (!isAsked && run.startedBy !== actor) throw new Refused([problem("not_permitted")]);
  const there = await eligible(writer, null).among(people);
  const unknown = people.flatMap((person, index) =>
    there.has(person) ? [] : [problem("task_person_unknown", pointer("/people", index))],
  );
  if (unknown.length > 0) throw new Refused(unknown);
  const { schema } = writer.catalog;
  const copied = await copyTo(writer.executor, schema, approval.id, people, "hand", now);
  await tell(writer.executor, schema, "copied", copied, subject, now);
  return outcomeOf(id, approval, tasks);
}
