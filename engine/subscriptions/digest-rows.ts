/** When people want to be written to: rows of one person each, and the notices that wait for it. */
import { type DigestTimes, type Pace, paces } from "../../metadata/digest-pace.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { addJobs } from "../jobs/job-rows.ts";
import { nextDigest, usualTimes } from "./digest-times.ts";

const tableIn = (schema: string): string => `${quoted(schema)}."_digest"`;
const noticesIn = (schema: string): string => `${quoted(schema)}."_notification"`;

export const digestJob = "digest";

export const paceOf = (text: string | null | undefined): Pace | null =>
  paces.find((known) => known === text) ?? null;

/** Of those who have chosen; all others have `usualTimes`. */
export async function readDigestTimes(
  executor: Executor,
  schema: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, DigestTimes>> {
  const { rows } = await executor.run({
    text: `select "account", "pace", "time_zone", "hour", "weekday" from ${tableIn(schema)} where "account" = any($1::uuid[])`,
    values: [accounts],
  });
  return new Map(
    rows.map(([account, pace, timeZone, hour, weekday]) => [
      String(account),
      {
        pace: paceOf(pace) ?? "in_app",
        time_zone: String(timeZone),
        hour: Number(hour),
        weekday: Number(weekday),
      },
    ]),
  );
}

/** What is unread and has not been sent waits for the new time. */
export async function writeDigestTimes(
  transaction: Executor,
  place: { readonly schema: string; readonly workspaceId: string },
  account: string,
  times: DigestTimes,
  now: Date,
): Promise<void> {
  const { pace, time_zone, hour, weekday } = times;
  await transaction.run({
    text: `insert into ${tableIn(place.schema)} ("account", "pace", "time_zone", "hour", "weekday") values ($1, $2, $3, $4, $5)
      on conflict ("account") do update set "pace" = excluded."pace", "time_zone" = excluded."time_zone", "hour" = excluded."hour", "weekday" = excluded."weekday"`,
    values: [account, pace, time_zone, hour, weekday],
  });
  const { rows } = await transaction.run({
    text: `select "id", "pace" from ${quoted(place.schema)}."_subscription" where "account" = $1`,
    values: [account],
  });
  for (const [id, own] of rows)
    await waitUntil(transaction, place, account, String(id), nextDigest(times, paceOf(own), now));
}

/** Another pace for one subscription; null: as for all. False when the person has none of this id. */
export async function writePace(
  transaction: Executor,
  place: { readonly schema: string; readonly workspaceId: string },
  account: string,
  subscription: string,
  {
    pace,
    timeZone,
    now,
  }: { readonly pace: Pace | null; readonly timeZone: string; readonly now: Date },
): Promise<boolean> {
  const { rowCount } = await transaction.run({
    text: `update ${quoted(place.schema)}."_subscription" set "pace" = $3 where "id" = $1 and "account" = $2`,
    values: [subscription, account, pace],
  });
  if (rowCount === 0) return false;
  const known = await readDigestTimes(transaction, place.schema, [account]);
  const due = nextDigest(known.get(account) ?? usualTimes(timeZone), pace, now);
  await waitUntil(transaction, place, account, subscription, due);
  return true;
}

/** Unread notices of a subscription that no mail has told of wait for a time; null: for none. */
async function waitUntil(
  transaction: Executor,
  { schema, workspaceId }: { readonly schema: string; readonly workspaceId: string },
  account: string,
  subscription: string,
  due: Date | null,
): Promise<void> {
  const { rowCount } = await transaction.run({
    text: `update ${noticesIn(schema)} set "mail_due" = $3 where "account" = $1 and "subscription" = $2 and "mail" is null and "read_at" is null`,
    values: [account, subscription, due],
  });
  if (rowCount > 0 && due !== null) await addDigestJobs(transaction, workspaceId, [[account, due]]);
}

/** One for each person and time; more than are needed find nothing to do. */
export const addDigestJobs = (
  transaction: Executor,
  workspace: string,
  wanted: readonly (readonly [account: string, due: Date])[],
): Promise<void> =>
  addJobs(
    transaction,
    wanted.map(([key, runAt]) => ({ kind: digestJob, workspace, key, runAt })),
  );

/** No mails any more, of nothing that the person follows. */
export async function endDigests(
  transaction: Executor,
  schema: string,
  account: string,
): Promise<void> {
  const say = (text: string) => transaction.run({ text, values: [account] });
  await say(`update ${tableIn(schema)} set "pace" = 'in_app' where "account" = $1`);
  await say(`update ${quoted(schema)}."_subscription" set "pace" = null where "account" = $1`);
  await say(
    `update ${noticesIn(schema)} set "mail_due" = null where "account" = $1 and "mail" is null`,
  );
}
