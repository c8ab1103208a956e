/** A moment of a step has come: people are reminded, or it is late. */
import type { Overdue } from "../../metadata/workflows/approval.ts";
import type { StepContext, StepEnd } from "../workflows/step-context.ts";
import { type Approval, type Task, tasksOf } from "./approval-rows.ts";
import { askByMail } from "./ask-by-mail.ts";
import { findPeople } from "./find-people.ts";
import { newTask } from "./new-tasks.ts";
import {
  administratorsOf,
  type Eligible,
  eligible,
  excludedFrom,
  type PlannedPerson,
} from "./plan-seats.ts";
import { settle } from "./settle.ts";
import { definitionIn, subjectOf } from "./step-parts.ts";
import { stepSettled } from "./step-settled.ts";
import { tell } from "./tell.ts";
import { writeApproval, writeTasks } from "./write-approval.ts";

/** The approval is held by this transaction. What was decided meanwhile is on its way. */
export async function passMoment(context: StepContext, approval: Approval): Promise<StepEnd> {
  if (approval.status !== "pending") return waiting(approval, null);
  const { writer, now } = context;
  const { executor, catalog } = writer;
  const to = approval.moments.slice(1).filter((moment) => moment > now);
  const passed = { ...approval, moments: to };
  const tasks = await tasksOf(executor, catalog.schema, [approval.id]);
  const asked = tasks.filter(({ status }) => status === "pending");
  const accounts = asked.map(({ assignee }) => assignee);
  const isLate = to.length === 0;
  const subject = subjectOf(context);
  await tell(executor, catalog.schema, isLate ? "late" : "reminded", accounts, subject, now);
  const { due } = definitionIn(context);
  if (!isLate || due === null || due.late === null) {
    await writeApproval(executor, catalog.schema, passed);
    return waiting(approval, to[0] ?? null);
  }
  return overtake(context, passed, tasks, due.late);
}

const waiting = (approval: Approval, wakeAt: Date | null): StepEnd => ({
  kind: "wait",
  waitFor: "person",
  ref: approval.id,
  wakeAt,
});

async function overtake(
  context: StepContext,
  approval: Approval,
  tasks: readonly Task[],
  late: Overdue,
): Promise<StepEnd> {
  const { writer, now } = context;
  const { executor, catalog } = writer;
  if (!("to" in late)) {
    const status = late.kind === "approve" ? "approved" : "rejected";
    const ended: Approval = { ...approval, status, reason: "time", lock: null, endedAt: now };
    await writeApproval(executor, catalog.schema, ended);
    await writeTasks(executor, catalog.schema, tasks.filter(isOpen).map(closedAt(now)));
    const outcome = late.kind === "approve" ? null : "rejected";
    return stepSettled(context, ended, {
      outcome,
      output: { approval: approval.id, reason: "time" },
    });
  }
  const handed = await handedUp(context, tasks, late);
  const { arrived, ...settled } = settle(approval, handed, now);
  await writeApproval(executor, catalog.schema, settled.approval);
  await writeTasks(executor, catalog.schema, settled.tasks);
  const accounts = arrived.map(({ assignee }) => assignee);
  await tell(executor, catalog.schema, "asked", accounts, subjectOf(context), now);
  if (context.services.mailConfigured)
    await askByMail(writer, approval, definitionIn(context), arrived);
  return waiting(approval, null);
}

const isOpen = ({ status }: Task): boolean => status === "pending" || status === "waiting";
const closedAt =
  (now: Date) =>
  (task: Task): Task => ({ ...task, status: "closed", decidedAt: now });

/** Whoever is late is joined by somebody else, or gives his seat up. */
async function handedUp(
  context: StepContext,
  tasks: readonly Task[],
  { kind, to }: Extract<Overdue, { kind: "escalate" | "transfer" }>,
): Promise<readonly Task[]> {
  const able = eligible(context.writer, excludedFrom(context, definitionIn(context)));
  const seats = new Map<string, readonly Task[]>();
  for (const late of tasks.filter(
    ({ status, place }) => status === "pending" && place !== "consult",
  )) {
    const seated = tasks.filter(({ seat }) => seat === late.seat).map(({ assignee }) => assignee);
    const people = await namedFor(context, to, late, seated, able);
    const { seat, ofSeat, place, batch, batchRule, turn } = late;
    const added = people.map((person) =>
      newTask(late.approval, person, context.now, {
        seat,
        ofSeat,
        place,
        batch,
        batchRule,
        turn,
        parent: late.id,
      }),
    );
    const given = kind === "transfer" && added.length > 0;
    seats.set(late.id, [
      given ? { ...late, status: "transferred", decidedAt: context.now } : late,
      ...added,
    ]);
  }
  return tasks.flatMap((task) => seats.get(task.id) ?? [task]);
}

async function namedFor(
  context: StepContext,
  to: Extract<Overdue, { kind: "escalate" | "transfer" }>["to"],
  late: Task,
  seated: readonly string[],
  able: Eligible,
): Promise<readonly PlannedPerson[]> {
  const found = await findPeople(context, to, late.assignee);
  const there = await able.among(found.map(({ account }) => account));
  const named = found
    .filter(({ account }) => there.has(account) && !seated.includes(account))
    .map((person): PlannedPerson => ({ ...person, origin: "escalated" }));
  if (named.length > 0) return named;
  const administrators = await administratorsOf(context.writer, able);
  return administrators.filter(({ account }) => !seated.includes(account));
}
