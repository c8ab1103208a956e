/**
 * Signing in with e-mail address and password. Failures are counted per account and per address
 * of the caller before a password is looked at, so that parallel guesses cannot beat the count.
 */
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Database } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { verifyPassword } from "./password.ts";

export const windowMinutes = 15;
export const attemptsPerAccount = 10;
export const attemptsPerAddress = 100;

export interface SignInAttempt {
  readonly workspaceId: string;
  readonly email: string;
  readonly password: string;
  /** Network address of the caller. */
  readonly address: string;
}

/** The account's id, or the one problem that all reasons share. */
export async function signIn(
  database: Database,
  attempt: SignInAttempt,
): Promise<{ readonly accountId: string } | { readonly problem: Problem }> {
  const account = `account:${attempt.email.toLowerCase()}`;
  const address = { id: newUuid(), subject: `address:${attempt.address}` };
  const [byAccount = 0, byAddress = 0] = await countAttempts(database, [
    { id: newUuid(), subject: account },
    address,
  ]);
  if (byAccount > attemptsPerAccount || byAddress > attemptsPerAddress) {
    return { problem: problem("too_many_attempts", "", { seconds: windowMinutes * 60 }) };
  }
  const { rows } = await database.run({
    text: `select a.id, a.password from core.account a join core.membership m on m.account = a.id
      where lower(a.email) = lower($1) and m.workspace = $2 and not a.disabled`,
    values: [attempt.email, attempt.workspaceId],
  });
  const [id, stored] = rows[0] ?? [];
  if (
    !(await verifyPassword(attempt.password, stored ?? null)) ||
    id === null ||
    id === undefined
  ) {
    return { problem: problem("wrong_credentials") };
  }
  // The address keeps the failures of others: who may sign in must not reset the count for guesses.
  await database.run({
    text: "delete from core.sign_in_attempt where subject = $1 or id = $2",
    values: [account, address.id],
  });
  return { accountId: id };
}

/** Counts this attempt and those of the window, by subject. */
async function countAttempts(
  database: Database,
  attempts: readonly { readonly id: string; readonly subject: string }[],
): Promise<readonly number[]> {
  const subjects = attempts.map(({ subject }) => subject);
  const now = new Date();
  const since = new Date(now.getTime() - windowMinutes * 60_000);
  await database.run({
    text: "insert into core.sign_in_attempt (id, subject, at) select unnest($1::uuid[]), unnest($2::text[]), $3",
    values: [attempts.map(({ id }) => id), subjects, now],
  });
  await database.run({ text: "delete from core.sign_in_attempt where at <= $1", values: [since] });
  const { rows } = await database.run({
    text: "select subject, count(*) from core.sign_in_attempt where subject = any($1) and at > $2 group by subject",
    values: [subjects, since],
  });
  const counts = new Map(rows.map(([subject, count]) => [subject, Number(count)]));
  return subjects.map((subject) => counts.get(subject) ?? 0);
}
