/**
 * Accounts of the provider that sign in accounts of ours, by issuer and subject. An e-mail address
 * is kept for its owner to recognise one by, and decides nothing.
 */
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { ProviderPerson } from "./provider.ts";
import { endAllSessions } from "./sessions.ts";
import { Unpermitted } from "./unpermitted.ts";
import { removingWayIn } from "./ways-in.ts";

export interface Identity {
  readonly id: string;
  readonly issuer: string;
  /** As the provider told it last; empty: never. */
  readonly email: string;
  readonly created_at: string;
  readonly used_at: string | null;
}

export async function readIdentities(
  executor: Executor,
  accountId: string,
): Promise<readonly Identity[]> {
  const { rows } = await executor.run({
    text: "select id, issuer, email, created_at, used_at from core.identity where account = $1 order by created_at, id",
    values: [accountId],
  });
  return rows.map(([id, issuer, email, createdAt, usedAt]) => ({
    id: id ?? "",
    issuer: issuer ?? "",
    email: email ?? "",
    created_at: new Date(createdAt ?? 0).toISOString(),
    used_at: usedAt ? new Date(usedAt).toISOString() : null,
  }));
}

/** The account that somebody's is linked to; null: none. */
export async function linkedAccount(
  executor: Executor,
  { issuer, subject }: ProviderPerson,
): Promise<string | null> {
  const { rows } = await executor.run({
    text: "select account from core.identity where issuer = $1 and subject = $2",
    values: [issuer, subject],
  });
  return rows[0]?.[0] ?? null;
}

/** False when either of the two is linked already: nobody is taken over, nothing replaced. */
export async function addIdentity(
  executor: Executor,
  accountId: string,
  { issuer, subject, email }: ProviderPerson,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "insert into core.identity (id, issuer, subject, account, created_at, email) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
    values: [newUuid(), issuer, subject, accountId, new Date(), email],
  });
  return rowCount === 1;
}

export async function noteUse(
  executor: Executor,
  { issuer, subject, email }: ProviderPerson,
): Promise<void> {
  await executor.run({
    text: "update core.identity set used_at = $3, email = $4 where issuer = $1 and subject = $2",
    values: [issuer, subject, new Date(), email],
  });
}

/** Links somebody to an account whose owner asked for it. Null: done. */
export async function linkIdentity(
  database: Database,
  accountId: string,
  person: ProviderPerson,
): Promise<Problem | null> {
  if (await addIdentity(database, accountId, person)) return null;
  const owner = await linkedAccount(database, person);
  return problem(owner === null || owner === accountId ? "identity_exists" : "identity_taken");
}

/**
 * Unlinks one, and ends the account's other sessions: who came in by it is out. Null: done.
 * @param issuer of the provider that signs in now
 */
export const removeIdentity = (
  database: Database,
  accountId: string,
  id: string,
  issuer: string | null,
  exceptDigest: string,
): Promise<Problem | null> =>
  removingWayIn(database, accountId, issuer, async (transaction) => {
    const { rowCount } = await transaction.run({
      text: "delete from core.identity where id = $2 and account = $1",
      values: [accountId, id],
    });
    if (rowCount === 0) throw new Unpermitted(problem("identity_not_found"));
    await endAllSessions(transaction, accountId, exceptDigest);
  });
