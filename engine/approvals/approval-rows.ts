/** Approvals and their tasks as rows of the workspace. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ApprovalStatus, TaskKind, TaskOrigin, TaskStatus } from "../../metadata/task-wire.ts";
import type { RecordLock } from "../../metadata/workflows/workflow.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import type { Addition, VoteRule } from "./verdict.ts";

type Json = Readonly<Record<string, unknown>>;

/** One round of one step of a run. */
export interface Approval {
  readonly id: string;
  readonly run: string;
  readonly token: string;
  readonly step: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly rule: VoteRule;
  readonly status: ApprovalStatus;
  /** Why it went by itself. */
  readonly reason: "nobody" | "repeated" | "time" | null;
  /** Id of the object. */
  readonly object: string | null;
  readonly record: string | null;
  readonly lock: RecordLock | null;
  /** The record, whole, as it was; null where it is shown as it is. */
  readonly snapshot: Json | null;
  /** Of the record, when it began. */
  readonly revision: number | null;
  readonly returnedTo: string | null;
  /** The step that it was returned to leads straight back here. */
  readonly comeBack: boolean;
  /** Where it leads, in place of the step's `next`. */
  readonly next: string | null;
  /** When people are reminded, and last when it is late: what is yet to come. */
  readonly moments: readonly Date[];
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
}

export interface Task {
  readonly id: string;
  readonly approval: string;
  /** Several people may sit at one: the first who speaks, speaks for it. */
  readonly seat: string;
  /** The seat that this one was added to, where, and with which others. */
  readonly ofSeat: string | null;
  readonly place: Addition["place"] | "consult" | null;
  readonly batch: string | null;
  readonly batchRule: "any" | "all" | "in_turn" | null;
  readonly turn: number;
  readonly assignee: string;
  /** Id of the role for which he is asked; without it any more he does not decide. */
  readonly role: string | null;
  readonly origin: TaskOrigin;
  readonly parent: string | null;
  readonly status: TaskStatus;
  readonly opinion: string | null;
  readonly actedBy: string | null;
  /** By id of the field. */
  readonly changes: Json | null;
  readonly at: Date;
  readonly decidedAt: Date | null;
  readonly remindedAt: Date | null;
  /** By a link of a mail; null: signed in. */
  readonly via: "mail_link" | null;
}

const tableIn = (name: string) => (schema: string) => `${quoted(schema)}."${name}"`;
export const approvalTable = tableIn("_approval");
export const taskTable = tableIn("_approval_task");
export const copyTable = tableIn("_approval_copy");

const columnsOf = (alias: string, names: string): string =>
  names
    .split(" ")
    .map((name) => `${alias}."${name}"`)
    .join(", ");

const approvalNames =
  "id run token step kind round rule status reason object record lock snapshot revision returned_to come_back next moments at due_at ended_at";
export const approvalColumns = columnsOf("a", approvalNames);
export const approvalWidth = approvalNames.split(" ").length;
const taskNames =
  "id approval seat of_seat place batch batch_rule turn assignee role origin parent status opinion acted_by changes at decided_at reminded_at via";
export const taskColumns = columnsOf("t", taskNames);
export const taskWidth = taskNames.split(" ").length;

const json = (text: string | null | undefined): unknown => JSON.parse(text ?? "null");
const objectIn = (text: string | null | undefined): Json | null => {
  const value = json(text);
  return isJsonObject(value) ? value : null;
};
const dateOrNull = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

export function approvalOfRow(row: TextRow): Approval {
  const [id, run, token, step, kind, round, rule, status, reason, object, record, lock] = row;
  const [snapshot, revision, returnedTo, comeBack, next, moments, at, dueAt, endedAt] =
    row.slice(12);
  const times = json(moments);
  return {
    id: String(id),
    run: String(run),
    token: String(token),
    step: String(step),
    kind: String(kind) as TaskKind,
    round: Number(round),
    rule: json(rule) as VoteRule,
    status: String(status) as ApprovalStatus,
    reason: (reason ?? null) as Approval["reason"],
    object: object ?? null,
    record: record ?? null,
    lock: (lock ?? null) as RecordLock | null,
    snapshot: objectIn(snapshot),
    revision: revision ? Number(revision) : null,
    returnedTo: returnedTo ?? null,
    comeBack: comeBack === "t",
    next: next ?? null,
    moments: (Array.isArray(times) ? times : []).map((time) => new Date(String(time))),
    at: new Date(String(at)),
    dueAt: dateOrNull(dueAt),
    endedAt: dateOrNull(endedAt),
  };
}

export function taskOfRow(row: TextRow): Task {
  const [id, approval, seat, ofSeat, place, batch, batchRule, turn, assignee, role] = row;
  const [origin, parent, status, opinion, actedBy, changes, at, decidedAt, remindedAt, via] =
    row.slice(10);
  return {
    id: String(id),
    approval: String(approval),
    seat: String(seat),
    ofSeat: ofSeat ?? null,
    place: (place ?? null) as Task["place"],
    batch: batch ?? null,
    batchRule: (batchRule ?? null) as Task["batchRule"],
    turn: Number(turn),
    assignee: String(assignee),
    role: role ?? null,
    origin: String(origin) as TaskOrigin,
    parent: parent ?? null,
    status: String(status) as TaskStatus,
    opinion: opinion ?? null,
    actedBy: actedBy ?? null,
    changes: objectIn(changes),
    at: new Date(String(at)),
    decidedAt: dateOrNull(decidedAt),
    remindedAt: dateOrNull(remindedAt),
    via: (via ?? null) as Task["via"],
  };
}

/** Approvals of runs, the earliest first. */
export async function approvalsOfRuns(
  executor: Executor,
  schema: string,
  runs: readonly string[],
): Promise<readonly Approval[]> {
  const { rows } = await executor.run({
    text: `select ${approvalColumns} from ${approvalTable(schema)} a where a."run" = any($1::uuid[]) order by a."at", a."id"`,
    values: [runs],
  });
  return rows.map(approvalOfRow);
}

export const approvalsOfRun = (
  executor: Executor,
  schema: string,
  run: string,
): Promise<readonly Approval[]> => approvalsOfRuns(executor, schema, [run]);

/** An approval, nobody else's until the transaction ends; null when it is not there. */
export async function lockApproval(
  transaction: Executor,
  schema: string,
  id: string,
): Promise<Approval | null> {
  const { rows } = await transaction.run({
    text: `select ${approvalColumns} from ${approvalTable(schema)} a where a."id" = $1 for update`,
    values: [id],
  });
  return rows[0] === undefined ? null : approvalOfRow(rows[0]);
}

/** The tasks of approvals, in the order in which they are asked. */
export async function tasksOf(
  executor: Executor,
  schema: string,
  approvals: readonly string[],
): Promise<readonly Task[]> {
  const { rows } = await executor.run({
    text: `select ${taskColumns} from ${taskTable(schema)} t where t."approval" = any($1::uuid[]) order by t."turn", t."id"`,
    values: [approvals],
  });
  return rows.map(taskOfRow);
}

export async function readTask(
  executor: Executor,
  schema: string,
  id: string,
): Promise<Task | null> {
  const { rows } = await executor.run({
    text: `select ${taskColumns} from ${taskTable(schema)} t where t."id" = $1`,
    values: [id],
  });
  return rows[0] === undefined ? null : taskOfRow(rows[0]);
}
