/** The API tokens of an account in a workspace. What a token is worth is in `credentials.ts`. */
import { type Problem, problem, type Result } from "../../metadata/problem.ts";
import { type Actor, recordAct } from "../audit/record-act.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { whomOf } from "./accounts.ts";
import { createToken, type NewToken, type Principal, type TokenScope } from "./credentials.ts";

/** Tokens of one account in one workspace. */
export const tokensMaximum = 50;
export const tokenDaysMaximum = 366;

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** Exact to a few minutes; null: never. */
  readonly usedAt: Date | null;
}

/** All of them, also those that have expired: their owner may wonder why a program stopped. */
export async function readTokens(
  executor: Executor,
  workspaceId: string,
  accountId: string,
): Promise<readonly TokenRow[]> {
  const { rows } = await executor.run({
    text: "select id, name, scope, created_at, expires_at, used_at from core.token where workspace = $1 and account = $2 order by created_at desc, id",
    values: [workspaceId, accountId],
  });
  return rows.map(([id, name, scope, createdAt, expiresAt, usedAt]) => ({
    id: String(id),
    name: name ?? "",
    scope: scope === "all" ? "all" : "read",
    createdAt: new Date(createdAt ?? 0),
    expiresAt: expiresAt ? new Date(expiresAt) : null,
    usedAt: usedAt ? new Date(usedAt) : null,
  }));
}

/**
 * Makes a token on somebody's order; without an end given, with the latest there may be. A token makes none that lasts longer than itself: whoever got
 * hold of one must not be able to keep it for ever.
 */
export async function orderToken(
  database: Database,
  by: Principal,
  actor: Actor,
  accountId: string,
  wanted: NewToken,
): Promise<Result<TokenRow & { readonly secret: string }>> {
  const now = new Date();
  const latest = latestEnd(by, now);
  const expiresAt = wanted.expiresAt ?? latest;
  if (expiresAt <= now || expiresAt > latest)
    return { ok: false, problems: [expiryProblem(latest)] };
  const { workspaceId } = actor;
  const known = await readTokens(database, workspaceId, accountId);
  if (known.length >= tokensMaximum)
    return { ok: false, problems: [problem("too_many_tokens", "", { maximum: tokensMaximum })] };
  const mark = { id: newUuid(), createdAt: now };
  const token = { ...wanted, expiresAt };
  const secret = await database.transaction(async (transaction) => {
    const made = await createToken(transaction, workspaceId, accountId, token, mark);
    await recordNewToken(transaction, actor, accountId, { id: mark.id, ...token });
    return made;
  });
  return { ok: true, value: { ...mark, ...token, usedAt: null, secret } };
}

export async function recordNewToken(
  transaction: Executor,
  actor: Actor,
  accountId: string,
  { id, name, scope, expiresAt }: NewToken & { readonly id: string },
): Promise<void> {
  const whom = await whomOf(transaction, accountId);
  const expires_at = expiresAt?.toISOString() ?? null;
  const about = { account: accountId, whom, id, name, scope, expires_at };
  await recordAct(transaction, actor, "token_made", about);
}

function latestEnd(by: Principal, now: Date): Date {
  const latest = new Date(now.getTime() + tokenDaysMaximum * 86_400_000);
  return by.expiresAt !== null && by.expiresAt < latest ? by.expiresAt : latest;
}

const expiryProblem = (latest: Date): Problem =>
  problem("expiry_out_of_range", "/expires_at", { latest: latest.toISOString() });

/** False when the account has no such token. */
export function deleteToken(
  database: Database,
  actor: Actor,
  accountId: string,
  id: string,
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const { rows } = await transaction.run({
      text: "delete from core.token where id = $3 and workspace = $1 and account = $2 returning name",
      values: [actor.workspaceId, accountId, id],
    });
    const [token] = rows;
    if (token === undefined) return false;
    const about = { account: accountId, whom: await whomOf(transaction, accountId), id };
    await recordAct(transaction, actor, "token_revoked", { ...about, name: token[0] ?? "" });
    return true;
  });
}
