/** Notices: rows of one person each, read in the workspace. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";

const tableIn = (schema: string): string => `${quoted(schema)}."_notification"`;

type Texts = Readonly<Record<string, string>>;

export interface NewNotification {
  readonly accounts: readonly string[];
  readonly run: string | null;
  readonly object: string | null;
  readonly record: string | null;
  readonly subject: Texts;
  readonly text: Texts | null;
}

export async function addNotifications(
  transaction: Executor,
  schema: string,
  { accounts, run, object, record, subject, text }: NewNotification,
  now: Date,
): Promise<void> {
  const rows = accounts.map((account) => ({ id: newUuid(), account }));
  await transaction.run({
    text: `insert into ${tableIn(schema)} ("id", "account", "run", "object", "record", "subject", "text", "at")
      select n.id, n.account, $2, $3, $4, $5::jsonb, $6::jsonb, $7 from json_to_recordset($1::json) as n(id uuid, account uuid)`,
    values: [
      JSON.stringify(rows),
      run,
      object,
      record,
      JSON.stringify(subject),
      text === null ? null : JSON.stringify(text),
      now,
    ],
  });
}

export interface Notification {
  readonly id: string;
  readonly object: string | null;
  readonly record: string | null;
  readonly subject: Texts;
  readonly text: Texts | null;
  /** Of a subscription: what it tells of, as JSON; its words are made when it is shown. */
  readonly told: string | null;
  readonly at: Date;
  readonly readAt: Date | null;
}

export const notificationsMaximum = 200;

/** Newest first. @param after id of the last of the page before */
export async function readNotifications(
  executor: Executor,
  schema: string,
  account: string,
  {
    unread,
    limit,
    after,
  }: { readonly unread: boolean; readonly limit: number; readonly after: string | null },
): Promise<readonly Notification[]> {
  const { rows } = await executor.run({
    text: `select "id", "object", "record", "subject", "text", "told", "at", "read_at" from ${tableIn(schema)}
      where "account" = $1 and (not $2::boolean or "read_at" is null)
      and ($3::uuid is null or ("at", "id") < (select "at", "id" from ${tableIn(schema)} where "id" = $3 and "account" = $1))
      order by "at" desc, "id" desc limit $4`,
    values: [account, unread, after, limit],
  });
  return rows.map(([id, object, record, subject, text, told, at, readAt]) => ({
    id: String(id),
    object: object ?? null,
    record: record ?? null,
    subject: textsOf(subject) ?? {},
    text: textsOf(text),
    told: told ?? null,
    at: new Date(String(at)),
    readAt: readAt ? new Date(readAt) : null,
  }));
}

function textsOf(json: string | null | undefined): Texts | null {
  const value: unknown = JSON.parse(json ?? "null");
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([language, text]) => [language, String(text)]))
    : null;
}

export async function countUnread(
  executor: Executor,
  schema: string,
  account: string,
): Promise<number> {
  const { rows } = await executor.run({
    text: `select count(*) from ${tableIn(schema)} where "account" = $1 and "read_at" is null`,
    values: [account],
  });
  return Number(rows[0]?.[0]);
}

/** Marks notices of a person as read; all of them without ids. */
export async function markRead(
  executor: Executor,
  schema: string,
  account: string,
  ids: readonly string[] | null,
  now: Date,
): Promise<void> {
  await executor.run({
    text: `update ${tableIn(schema)} set "read_at" = $2 where "account" = $1 and "read_at" is null and ($3::uuid[] is null or "id" = any($3))`,
    values: [account, now, ids],
  });
}
