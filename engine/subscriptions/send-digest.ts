/**
 * The job of a person's digest: when its time has come, what he has not read goes into one mail. The
 * mail holds no text: it is composed when it is sent, of what he may see then.
 */
import { activeMembers } from "../access/acting-members.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { done, type JobOutcome, type TransactionalHandler } from "../jobs/job.ts";
import { queueMail } from "../mail/outbox.ts";
import { digestJob } from "./digest-rows.ts";

/** From one mail to the next, also for those who want to hear at once. */
export const digestGapMinutes = 20;
/** Where the outbox takes no more for the address. */
const heldBackMinutes = 60;

const prefix = "digest/";

/** How the outbox of mails calls the mail of a digest. */
export const digestKind = (id: string): string => `${prefix}${id}`;

/** Null: it is another mail. */
export const digestIn = (kind: string): string | null =>
  kind.startsWith(prefix) ? kind.slice(prefix.length) : null;

export function digestHandler(
  catalogOf: (executor: Executor, workspace: string) => Promise<Catalog | null>,
): TransactionalHandler {
  return {
    kind: digestJob,
    mode: "transactional",
    handle: async ({ workspace, key }, transaction) => {
      const catalog = await catalogOf(transaction, workspace);
      return catalog === null ? done : queueDigest(transaction, catalog, key, new Date());
    },
  };
}

const minutes = (count: number): number => count * 60_000;

async function queueDigest(
  transaction: Executor,
  { schema, workspaceId }: Catalog,
  account: string,
  now: Date,
): Promise<JobOutcome> {
  const table = `${quoted(schema)}."_notification"`;
  const { rows } = await transaction.run({
    text: `select "id" from ${table} where "account" = $1 and "mail_due" <= $2 and "mail" is null and "read_at" is null order by "id" for update`,
    values: [account, now],
  });
  if (rows.length === 0) return done;
  const [person] = await activeMembers(transaction, workspaceId, {
    accounts: [account],
    roles: [],
  });
  if (person === undefined || person.email === "") return done;
  const last = await lastMail(transaction, schema, account);
  const free = new Date((last?.getTime() ?? 0) + minutes(digestGapMinutes));
  if (free > now) return { kind: "again", at: free };
  const id = newUuid();
  const { email: recipient, language } = person;
  const mail = { workspaceId, kind: digestKind(id), recipient, language, sender: "" };
  if (!(await queueMail(transaction, mail)))
    return { kind: "again", at: new Date(now.getTime() + minutes(heldBackMinutes)) };
  await transaction.run({
    text: `update ${table} set "mail" = $2, "mailed_at" = $3 where "id" = any($1::uuid[])`,
    values: [rows.map(([notice]) => notice), id, now],
  });
  return done;
}

async function lastMail(executor: Executor, schema: string, account: string): Promise<Date | null> {
  const { rows } = await executor.run({
    text: `select max("mailed_at") from ${quoted(schema)}."_notification" where "account" = $1`,
    values: [account],
  });
  const [at] = rows[0] ?? [];
  return typeof at === "string" ? new Date(at) : null;
}
