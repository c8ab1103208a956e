/** Writes approvals and their tasks: rows that are new, and those that are other than they were. */
import type { Executor } from "../db/database.ts";
import { type Approval, approvalTable, type Task, taskTable } from "./approval-rows.ts";

const approvalTypes =
  "id uuid, run uuid, token uuid, step text, kind text, round integer, rule jsonb, status text, reason text, object text, record uuid, lock text, snapshot jsonb, revision bigint, returned_to text, come_back boolean, next text, moments jsonb, at timestamptz, due_at timestamptz, ended_at timestamptz";
const taskTypes =
  "id uuid, approval uuid, seat uuid, of_seat uuid, place text, batch uuid, batch_rule text, turn integer, assignee uuid, role text, origin text, parent uuid, status text, opinion text, acted_by uuid, changes jsonb, at timestamptz, decided_at timestamptz, reminded_at timestamptz, via text";

const names = (types: string): readonly string[] =>
  types.split(", ").map((one) => one.split(" ")[0] ?? "");

/** Inserts rows of JSON, or writes over those that are there. */
function upsert(table: string, types: string): string {
  const columns = names(types);
  const list = (write: (name: string) => string) => columns.map(write).join(", ");
  return `insert into ${table} (${list((name) => `"${name}"`)}) select ${list((name) => `r."${name}"`)} from json_to_recordset($1::json) as r(${list((name) => `"${name}" ${types.split(", ")[columns.indexOf(name)]?.split(" ")[1]}`)})
    on conflict ("id") do update set ${list((name) => `"${name}" = excluded."${name}"`)}`;
}

export const writeApproval = (
  transaction: Executor,
  schema: string,
  approval: Approval,
): Promise<unknown> =>
  transaction.run({
    text: upsert(approvalTable(schema), approvalTypes),
    values: [JSON.stringify([approvalRow(approval)])],
  });

export async function writeTasks(
  transaction: Executor,
  schema: string,
  tasks: readonly Task[],
): Promise<void> {
  if (tasks.length === 0) return;
  await transaction.run({
    text: upsert(taskTable(schema), taskTypes),
    values: [JSON.stringify(tasks.map(taskRow))],
  });
}

const approvalRow = ({ returnedTo, comeBack, dueAt, endedAt, ...same }: Approval) => ({
  ...same,
  returned_to: returnedTo,
  come_back: comeBack,
  due_at: dueAt,
  ended_at: endedAt,
});

const taskRow = ({ ofSeat, batchRule, actedBy, decidedAt, remindedAt, ...same }: Task) => ({
  ...same,
  of_seat: ofSeat,
  batch_rule: batchRule,
  acted_by: actedBy,
  decided_at: decidedAt,
  reminded_at: remindedAt,
});
