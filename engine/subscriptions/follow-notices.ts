/**
 * Notices of subscriptions: one for each that nobody has read yet. What comes meanwhile is added to
 * it, so that thousands of writes are one notice.
 */
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { addDigestJobs, readDigestTimes } from "./digest-rows.ts";
import { nextDigest, usualTimes } from "./digest-times.ts";
import type { Followed } from "./subscription-rows.ts";
import { addTold, readTold, type Told, type ToldRecord } from "./told.ts";

/** What one subscription has to tell. */
export interface FreshNews {
  readonly followed: Followed;
  readonly records: readonly ToldRecord[];
}

export interface Moment {
  readonly now: Date;
  /** Of those who have chosen none. */
  readonly timeZone: string;
  /** Whether this installation sends mail. */
  readonly mails: boolean;
}

export async function writeNews(
  transaction: Executor,
  { schema, workspaceId }: { readonly schema: string; readonly workspaceId: string },
  news: readonly FreshNews[],
  { now, timeZone, mails }: Moment,
): Promise<void> {
  if (news.length === 0) return;
  const accounts = [...new Set(news.map(({ followed }) => followed.account))];
  const times = mails ? await readDigestTimes(transaction, schema, accounts) : new Map();
  const dueOf = ({ account, pace }: Followed): Date | null =>
    mails ? nextDigest(times.get(account) ?? usualTimes(timeZone), pace, now) : null;
  const open = await openNotices(transaction, schema, news);
  const changed: Readonly<Record<string, unknown>>[] = [];
  const added: Readonly<Record<string, unknown>>[] = [];
  const jobs = new Map<string, readonly [string, Date]>();
  for (const { followed, records } of news) {
    const { id: subscription, account, object, record, title, view } = followed;
    const notice = open.get(subscription);
    const due = dueOf(followed);
    if (due !== null) jobs.set(`${account} ${due.toISOString()}`, [account, due]);
    if (notice !== undefined) {
      changed.push({ id: notice.id, told: addTold(notice.told, records), due });
      continue;
    }
    const told = addTold({ object, record, title, view, records: [], more: false }, records);
    added.push({ id: newUuid(), account, subscription, told, due });
  }
  const table = tableIn(schema);
  if (changed.length > 0)
    await transaction.run({
      text: `update ${table} as n set "told" = c.told, "at" = $2, "mail_due" = coalesce(n."mail_due", c.due) from json_to_recordset($1::json) as c(id uuid, told jsonb, due timestamptz) where n."id" = c.id`,
      values: [JSON.stringify(changed), now],
    });
  if (added.length > 0)
    await transaction.run({
      text: `insert into ${table} ("id", "account", "subscription", "subject", "told", "at", "mail_due")
        select c.id, c.account, c.subscription, '{}', c.told, $2, c.due from json_to_recordset($1::json) as c(id uuid, account uuid, subscription uuid, told jsonb, due timestamptz)`,
      values: [JSON.stringify(added), now],
    });
  await addDigestJobs(transaction, workspaceId, [...jobs.values()]);
}

const tableIn = (schema: string): string => `${quoted(schema)}."_notification"`;

/** By subscription; who reads one meanwhile waits a moment, and has read what it said. */
async function openNotices(
  transaction: Executor,
  schema: string,
  news: readonly FreshNews[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly told: Told }>> {
  const { rows } = await transaction.run({
    text: `select "id", "subscription", "told" from ${tableIn(schema)} where "subscription" = any($1::uuid[]) and "read_at" is null and "mail" is null order by "id" for update`,
    values: [news.map(({ followed }) => followed.id)],
  });
  const found = new Map<string, { readonly id: string; readonly told: Told }>();
  for (const [id, subscription, json] of rows) {
    const told = readTold(json);
    if (told !== null) found.set(String(subscription), { id: String(id), told });
  }
  return found;
}
