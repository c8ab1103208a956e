/** A step that people settle begins: who is asked is found, asked and told, until when is counted. */
import { problem } from "../../metadata/problem.ts";
import { newUuid } from "../db/uuid.ts";
import { keptValues } from "../records/record-difference.ts";
import { Refused } from "../records/writer.ts";
import type { StepContext, StepEnd } from "../workflows/step-context.ts";
import { calendarOf } from "../workflows/workflow-calendar.ts";
import { agreedBefore } from "./agreed-before.ts";
import { type Approval, approvalsOfRun, type Task, tasksOf } from "./approval-rows.ts";
import { askByMail } from "./ask-by-mail.ts";
import { copyStep } from "./copy-step.ts";
import { dueMoments } from "./due-moments.ts";
import { tasksFor } from "./new-tasks.ts";
import { eligible, planSeats, type SeatPlan, standIns } from "./plan-seats.ts";
import { settle } from "./settle.ts";
import { definitionIn, heldRecord, subjectOf } from "./step-parts.ts";
import { stepSettled } from "./step-settled.ts";
import { tell } from "./tell.ts";
import { writeApproval, writeTasks } from "./write-approval.ts";

export async function beginApproval(context: StepContext): Promise<StepEnd> {
  const { run, step, writer, now } = context;
  const definition = definitionIn(context);
  const past = await approvalsOfRun(writer.executor, writer.catalog.schema, run.id);
  const called = past.at(-1);
  if (called?.status === "closed" && called.returnedTo === step.id) return askAgain(context, past);
  const agreed = await agreedBefore(context, definition.ifRepeated, past);
  const plan = await planSeats(context, definition, agreed);
  if (plan.nobody === "stop") throw new Refused([problem("approval_nobody")]);
  const held = await heldRecord(context);
  const { lock, show } = context.pinned.workflow;
  const fresh = freshApproval(context, plan, past);
  const approval: Approval = {
    ...fresh,
    kind: step.type === "task" ? "task" : "approval",
    ...dueMoments(definition.due, now, calendarOf(writer.catalog, context.pinned.workflow)),
    object: held?.model.id ?? null,
    record: held === null ? null : run.record,
    lock: held === null ? null : lock,
    snapshot: held === null || show === "now" ? null : { ...keptValues(held.model, held.record) },
    revision: held === null ? null : Number(held.record.revision),
  };
  return enter(context, approval, tasksFor(approval.id, plan.seats, now), plan.nobody);
}

/** An approval goes on as it was before somebody had decided, who has taken that back. */
async function askAgain(context: StepContext, past: readonly Approval[]): Promise<StepEnd> {
  const { writer, step } = context;
  const { executor, catalog } = writer;
  const former = past.findLast((one) => one.step === step.id && one.status === "approved");
  if (former === undefined) throw new Error("What was taken back is missing");
  const { lock } = context.pinned.workflow;
  const tasks = await tasksOf(executor, catalog.schema, [former.id]);
  const again: Approval = {
    ...former,
    status: "pending",
    lock: former.record === null ? null : lock,
    endedAt: null,
  };
  await heldRecord(context);
  return enter(context, again, tasks, null);
}

/** It was returned to who started it, who sends it on again; or whoever stands in for him. */
export async function beginResubmission(context: StepContext, comeBack: boolean): Promise<StepEnd> {
  const { run, writer, now } = context;
  const able = eligible(writer, null);
  const starter = run.startedBy ?? "";
  const isThere = run.startedBy !== null && (await able.among([starter])).has(starter);
  const people = isThere
    ? [{ account: starter, role: null, origin: "step" as const }]
    : await standIns(writer, starter, able);
  if (people.length === 0) throw new Refused([problem("approval_nobody")]);
  const plan: SeatPlan = {
    rule: { kind: "any" },
    seats: [{ people, skipped: false }],
    nobody: null,
  };
  const past = await approvalsOfRun(writer.executor, writer.catalog.schema, run.id);
  const held = await heldRecord(context);
  const approval: Approval = {
    ...freshApproval(context, plan, past),
    kind: "resubmit",
    comeBack,
    object: held?.model.id ?? null,
    record: held === null ? null : run.record,
    revision: held === null ? null : Number(held.record.revision),
  };
  return enter(context, approval, tasksFor(approval.id, plan.seats, now), null);
}

function freshApproval(
  { run, token, step, now }: StepContext,
  { rule }: SeatPlan,
  past: readonly Approval[],
): Approval {
  const returned = past.findLast(({ status }) => status === "returned");
  const begun = past.some((one) => one.step === step.id && returned && one.at > returned.at);
  const leadsBack = returned?.comeBack === true && returned.returnedTo === step.id && !begun;
  return {
    id: newUuid(),
    run: run.id,
    token: token.id,
    step: step.id,
    kind: "approval",
    round: past.filter((one) => one.step === step.id && one.kind !== "resubmit").length + 1,
    rule,
    status: "pending",
    reason: null,
    object: null,
    record: null,
    lock: null,
    snapshot: null,
    revision: null,
    returnedTo: null,
    comeBack: false,
    next: leadsBack ? returned.step : null,
    moments: [],
    at: now,
    dueAt: null,
    endedAt: null,
  };
}

async function enter(
  context: StepContext,
  approval: Approval,
  planned: readonly Task[],
  nobody: SeatPlan["nobody"],
): Promise<StepEnd> {
  const { writer, now, services } = context;
  const { executor, catalog } = writer;
  const begun = settle(approval, planned, now);
  const tasks = begun.tasks;
  const wentByItself = begun.approval.status !== "pending";
  const reason = nobody === "pass" ? "nobody" : wentByItself ? "repeated" : null;
  const written = { ...begun.approval, reason, lock: wentByItself ? null : approval.lock } as const;
  await writeApproval(executor, catalog.schema, written);
  await writeTasks(executor, catalog.schema, tasks);
  if (approval.kind !== "resubmit") await copyStep(context, approval.id, "start");
  const input = {
    approval: approval.id,
    round: approval.round,
    asked: tasks.map(({ assignee, origin, status }) => ({ assignee, origin, status })),
    reason,
  };
  if (wentByItself) return stepSettled(context, written, { outcome: null, input });
  const what = { approval: "asked", task: "toDo", resubmit: "resubmit" } as const;
  const accounts = begun.arrived.map(({ assignee }) => assignee);
  await tell(executor, catalog.schema, what[approval.kind], accounts, subjectOf(context), now);
  if (services.mailConfigured)
    await askByMail(writer, written, definitionIn(context), begun.arrived);
  return {
    kind: "wait",
    waitFor: "person",
    ref: approval.id,
    wakeAt: approval.moments[0] ?? null,
    input,
  };
}
