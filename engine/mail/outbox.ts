/**
 * Mails that are to be sent, as rows written in the transaction that wants them: none is sent for
 * what did not happen, and a crash loses none. A row holds no text and no secret; the mail is
 * composed when it is sent.
 */
import type { Database, Executor, TextRow } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";

/** Mails to one address in an hour: so many about its account, and as many that a workspace writes. */
export const mailsPerHour = 5;
/** In SQL: whether a workspace writes mails of a kind. They hold no way back into an account up. */
const isWork = (kind: string): string => `(${kind} like '%/%')`;
export const attemptsMaximum = 5;
/** Minutes after the first, second … attempt that failed. */
const pauseMinutes = [1, 5, 15, 60] as const;
/** An attempt whose process went away is repeated after so many minutes. */
const leaseMinutes = 5;
/** A finished row is kept so long, to count by. */
const keptHours = 24;

export interface OutgoingMail {
  readonly id: string;
  readonly workspaceId: string;
  readonly kind: string;
  /** As it was asked for; who composes the mail looks up the address that is kept. */
  readonly recipient: string;
  readonly language: string;
  /** Name of the person who made it be sent; empty for the recipient himself. */
  readonly sender: string;
}

const minutesFrom = (now: Date, minutes: number): Date =>
  new Date(now.getTime() + minutes * 60_000);

/** Holds back others that write to the same address until the transaction ends. */
const lockRecipient = (transaction: Executor, recipient: string) =>
  transaction.run({
    text: "select pg_advisory_xact_lock(84721002, hashtext(lower($1)))",
    values: [recipient],
  });

/**
 * Adds a mail; false when its address had too many in the last hour. It takes the same statements
 * for every address, known or not.
 */
export async function queueMail(
  transaction: Executor,
  mail: Omit<OutgoingMail, "id">,
): Promise<boolean> {
  const now = new Date();
  await lockRecipient(transaction, mail.recipient);
  const { rowCount } = await transaction.run({
    text: `insert into core.mail (id, workspace, kind, recipient, language, sender, created_at, due_at)
      select $1, $2, $3, lower($4), $5, $6, $7, $7
      where (select count(*) from core.mail where recipient = lower($4) and created_at > $8 and ${isWork("kind")} = ${isWork("$3::text")}) < $9`,
    values: [
      newUuid(),
      mail.workspaceId,
      mail.kind,
      mail.recipient,
      mail.language,
      mail.sender,
      now,
      minutesFrom(now, -60),
      mailsPerHour,
    ],
  });
  return rowCount > 0;
}

const mailOf = ([id, workspaceId, kind, recipient, language, sender]: TextRow): OutgoingMail => ({
  id: id ?? "",
  workspaceId: workspaceId ?? "",
  kind: kind ?? "",
  recipient: recipient ?? "",
  language: language ?? "",
  sender: sender ?? "",
});

/** The next mail whose time has come, taken for one attempt; null when there is none. */
export async function takeMail(database: Database): Promise<OutgoingMail | null> {
  return database.transaction(async (transaction) => {
    const now = new Date();
    const { rows } = await transaction.run({
      text: `select id, workspace, kind, recipient, language, sender from core.mail
        where due_at <= $1 and attempts < $2 order by due_at, id limit 1 for update skip locked`,
      values: [now, attemptsMaximum],
    });
    const [row] = rows;
    if (row === undefined) return null;
    const mail = mailOf(row);
    await lockRecipient(transaction, mail.recipient);
    // Mails that waited for a server to come back must not all arrive within one hour.
    const recent = await transaction.run({
      text: `select count(*) from core.mail where recipient = $1 and id <> $2 and tried_at > $3 and ${isWork("kind")} = ${isWork("$4::text")}`,
      values: [mail.recipient, mail.id, minutesFrom(now, -60), mail.kind],
    });
    const wait = Number(recent.rows[0]?.[0]) >= mailsPerHour;
    await transaction.run({
      text: wait
        ? "update core.mail set due_at = $2 where id = $1"
        : "update core.mail set due_at = $2, tried_at = $3, attempts = attempts + 1 where id = $1",
      values: wait
        ? [mail.id, minutesFrom(now, 15)]
        : [mail.id, minutesFrom(now, leaseMinutes), now],
    });
    return wait ? null : mail;
  });
}

/** It is done with: sent, or there is nobody to send it to. */
export async function finishMail(executor: Executor, id: string): Promise<void> {
  await executor.run({ text: "update core.mail set due_at = null where id = $1", values: [id] });
}

/** Puts it off after a failure; false when it was the last attempt. */
export async function postponeMail(executor: Executor, id: string): Promise<boolean> {
  const now = new Date();
  const times = pauseMinutes.map((minutes) => minutesFrom(now, minutes));
  const { rows } = await executor.run({
    text: "update core.mail set due_at = ($2::timestamptz[])[attempts] where id = $1 returning due_at is null",
    values: [id, times],
  });
  return rows[0]?.[0] === "f";
}

export async function purgeMails(executor: Executor): Promise<void> {
  await executor.run({
    text: "delete from core.mail where created_at < $1 and (due_at is null or attempts >= $2)",
    values: [minutesFrom(new Date(), -60 * keptHours), attemptsMaximum],
  });
}
