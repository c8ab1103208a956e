/** What people do with a task beside deciding: hand it on, ask others, add them, take them away. */
import { pointer, problem } from "../../metadata/problem.ts";
import type { TaskOutcome } from "../../metadata/task-wire.ts";
import { newUuid } from "../db/uuid.ts";
import { Refused } from "../records/writer.ts";
import type { Task } from "./approval-rows.ts";
import { changesWith, requireOpinion } from "./decision-values.ts";
import {
  type Acting,
  type HeldTask,
  holdTask,
  notAllowed,
  requireDecider,
  requireFreedom,
  requireOpen,
} from "./hold-task.ts";
import { keep, keepSettled, outcomeOf } from "./keep-settled.ts";
import { newTask } from "./new-tasks.ts";
import { holdFilesOf } from "./opinion-files.ts";
import { eligible, type PlannedPerson } from "./plan-seats.ts";
import { tell } from "./tell.ts";

/** People that may be asked, and are not yet. @throws Refused */
async function requirePeople(
  acting: Acting,
  { run, definition, approval, tasks }: HeldTask,
  people: readonly string[],
  path: (index: number) => string,
): Promise<void> {
  const isOwn = approval.kind === "approval" && !definition.selfApproval;
  const there = await eligible(acting.writer, null).among(people);
  const problems = people.flatMap((person, index) => {
    if (!there.has(person)) return [problem("task_person_unknown", path(index))];
    if (isOwn && person === run.startedBy) return [problem("task_own_request", path(index))];
    const asked = tasks.some(
      ({ assignee, status }) =>
        assignee === person && (status === "pending" || status === "waiting"),
    );
    return asked ? [problem("task_person_asked", path(index))] : [];
  });
  if (problems.length > 0) throw new Refused(problems);
}

const named = (account: string, origin: PlannedPerson["origin"]): PlannedPerson => ({
  account,
  role: null,
  origin,
});

/** Somebody else decides in his place. Who administers hands on whatever is stuck. @throws Refused */
export async function transferTask(
  acting: Acting,
  id: string,
  to: string,
  opinion: string | null,
): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  const { task, tasks } = held;
  await requireOpen(acting, held);
  if (!acting.administers) {
    await requireDecider(acting, held);
    requireFreedom(held, "transfer");
  }
  await requirePeople(acting, held, [to], () => "/to");
  const { now, actor } = acting;
  const { seat, ofSeat, place, batch, batchRule, turn } = task;
  const given: Task = { ...task, status: "transferred", opinion, actedBy: actor, decidedAt: now };
  const taken = newTask(held.approval.id, named(to, "transferred"), now, {
    seat,
    ofSeat,
    place,
    batch,
    batchRule,
    turn,
    parent: id,
  });
  const others = tasks.map((one) => (one.id === id ? given : one));
  return keepSettled(acting, held, [...others, taken]);
}

/** Asks somebody for his opinion, which comes back; the task stays where it is. @throws Refused */
export async function consult(
  acting: Acting,
  id: string,
  to: string,
  opinion: string | null,
): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  await requireDecider(acting, held);
  requireFreedom(held, "consult");
  await requirePeople(acting, held, [to], () => "/to");
  const { writer, now } = acting;
  const { seat, turn } = held.task;
  const asked = newTask(held.approval.id, named(to, "consulted"), now, {
    seat,
    turn,
    place: "consult",
    parent: id,
    status: "pending",
    opinion: null,
  });
  await keep(acting, held.approval, [asked, ...withQuestion(held.task, opinion)]);
  await tell(writer.executor, writer.catalog.schema, "consulted", [to], held.subject, now);
  return outcomeOf(id, held.approval, held.tasks);
}

/** The question is kept with who asks until he decides. */
const withQuestion = (task: Task, opinion: string | null): readonly Task[] =>
  opinion === null ? [] : [{ ...task, opinion }];

/** Whoever was asked for an opinion gives it. @throws Refused */
export async function answer(
  acting: Acting,
  id: string,
  opinion: string,
  files: readonly string[],
): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  const { task, tasks, approval } = held;
  if (!held.isAsked) throw new Refused([problem("not_permitted")]);
  if (task.place !== "consult") throw new Refused([notAllowed("answer")]);
  await requireOpen(acting, held);
  await holdFilesOf(acting, id, files);
  const { writer, now, actor } = acting;
  const said: Task = { ...task, status: "answered", opinion, actedBy: actor, decidedAt: now };
  await keep(acting, approval, [said]);
  const asker = tasks.find((one) => one.id === task.parent)?.assignee;
  const { schema } = writer.catalog;
  if (asker !== undefined)
    await tell(writer.executor, schema, "answered", [asker], held.subject, now);
  return outcomeOf(id, approval, [said]);
}

export interface AddedPeople {
  readonly people: readonly string[];
  readonly place: "before" | "after" | "beside";
  readonly mode: "any" | "all" | "in_turn";
  readonly opinion: string | null;
}

const freedomOf = { before: "addBefore", after: "addAfter", beside: "addBeside" } as const;

/** Others decide, too: before him, after him (he agrees with it), or at the same time. @throws Refused */
export async function addApprovers(
  acting: Acting,
  id: string,
  { people, place, mode, opinion }: AddedPeople,
): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  await requireDecider(acting, held);
  requireFreedom(held, freedomOf[place]);
  await requirePeople(acting, held, people, (index) => pointer("/people", index));
  const { task, tasks, approval } = held;
  if (place === "after") {
    requireOpinion(held, opinion);
    const agrees = { decision: "approve", opinion, files: [], revision: null, values: {} } as const;
    await changesWith(acting, held, agrees);
  }
  const { now, actor } = acting;
  const batch = newUuid();
  const added = people.map((person, index) =>
    newTask(approval.id, named(person, place), now, {
      ofSeat: task.seat,
      place,
      batch,
      batchRule: mode,
      turn: task.turn + index,
      parent: id,
    }),
  );
  const agreed: Task =
    place === "after"
      ? { ...task, status: "approved", opinion, actedBy: actor, decidedAt: now }
      : { ...task, opinion: opinion ?? task.opinion };
  const others = tasks.map((one) => (one.id === id ? agreed : one));
  return keepSettled(acting, held, [...others, ...added]);
}

/** Takes somebody away whom one has added and who has said nothing yet. @throws Refused */
export async function removeApprover(
  acting: Acting,
  id: string,
  added: string,
): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  const { tasks, approval } = held;
  if (!held.isAsked) throw new Refused([problem("not_permitted")]);
  if (approval.status !== "pending") await requireOpen(acting, held);
  const found = tasks.find((one) => one.id === added && one.parent === id && one.ofSeat !== null);
  if (found === undefined) throw new Refused([problem("task_not_found", "/task")]);
  await requireOpen(acting, { ...held, task: waitingAsPending(found) });
  const gone: Task = { ...found, status: "closed", decidedAt: acting.now };
  return keepSettled(
    acting,
    held,
    tasks.map((one) => (one.id === added ? gone : one)),
  );
}

/** Whose turn has not come may be taken away as well. */
const waitingAsPending = (task: Task): Task =>
  task.status === "waiting" ? { ...task, status: "pending" } : task;
