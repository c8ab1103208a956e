/** What people want to be reminded of: rows that go when they have been, each with a job at its time. */
import type { Executor, TextRow } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { addJobs, removeJobs } from "../jobs/job-rows.ts";

export interface Reminder {
  readonly id: string;
  readonly account: string;
  /** Id of the object. */
  readonly object: string;
  readonly record: string;
  readonly at: Date;
  readonly note: string;
}

export const reminderJob = "reminder";

/** Characters of a note. */
export const noteMaximum = 400;
/** Reminders of one person. */
export const remindersMaximum = 200;

const tableIn = (schema: string): string => `${quoted(schema)}."_reminder"`;
const columns = `"id", "account", "object", "record", "at", "note"`;

const reminderOf = ([id, account, object, record, at, note]: TextRow): Reminder => ({
  id: String(id),
  account: String(account),
  object: String(object),
  record: String(record),
  at: new Date(String(at)),
  note: String(note),
});

interface Place {
  readonly schema: string;
  readonly workspaceId: string;
}

/** Null: the person has too many. */
export async function addReminder(
  transaction: Executor,
  { schema, workspaceId }: Place,
  wanted: Omit<Reminder, "id">,
): Promise<Reminder | null> {
  const { account, object, record, at, note } = wanted;
  const id = newUuid();
  const { rowCount } = await transaction.run({
    text: `insert into ${tableIn(schema)} (${columns}) select $1, $2, $3, $4, $5, $6
      where (select count(*) from ${tableIn(schema)} where "account" = $2) < $7`,
    values: [id, account, object, record, at, note, remindersMaximum],
  });
  if (rowCount === 0) return null;
  await addJobs(transaction, [{ kind: reminderJob, workspace: workspaceId, key: id, runAt: at }]);
  return { ...wanted, id };
}

/** Of one person, the next one first. */
export async function remindersOf(
  executor: Executor,
  schema: string,
  account: string,
): Promise<readonly Reminder[]> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tableIn(schema)} where "account" = $1 order by "at", "id"`,
    values: [account],
  });
  return rows.map(reminderOf);
}

/** False when the person has none of this id. */
export async function removeReminder(
  transaction: Executor,
  { schema, workspaceId }: Place,
  account: string,
  id: string,
): Promise<boolean> {
  const { rowCount } = await transaction.run({
    text: `delete from ${tableIn(schema)} where "id" = $1 and "account" = $2`,
    values: [id, account],
  });
  if (rowCount > 0) await removeJobs(transaction, workspaceId, [id]);
  return rowCount > 0;
}

/** Takes one whose time has come; null when it was removed. */
export async function takeReminder(
  transaction: Executor,
  schema: string,
  id: string,
): Promise<Reminder | null> {
  const { rows } = await transaction.run({
    text: `delete from ${tableIn(schema)} where "id" = $1 returning ${columns}`,
    values: [id],
  });
  const [row] = rows;
  return row === undefined ? null : reminderOf(row);
}
