/** Tokens as answers, for one's own and for those of service accounts alike. */
import type { MadeToken, TokenEntry, TokenList } from "../../metadata/account-wire.ts";
import { problem } from "../../metadata/problem.ts";
import { tokenScopes } from "../access/credentials.ts";
import { deleteToken, orderToken, readTokens, type TokenRow } from "../access/tokens.ts";
import { uuidPattern } from "../db/uuid.ts";
import { actorOf } from "./acting.ts";
import { Answer } from "./answer.ts";
import type { Exchange } from "./exchange.ts";
import { openForm } from "./form.ts";
import { problemAnswer } from "./problem-answer.ts";
import { jsonOf } from "./route.ts";

const nameMaximum = 100;

const entry = (row: TokenRow): TokenEntry => ({
  id: row.id,
  name: row.name,
  scope: row.scope,
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt?.toISOString() ?? null,
  last_used_at: row.usedAt?.toISOString() ?? null,
});

export async function tokenList(exchange: Exchange, accountId: string): Promise<Answer> {
  const { services, catalog } = exchange;
  const rows = await readTokens(services.database, catalog.workspaceId, accountId);
  return jsonOf({ data: rows.map(entry) } satisfies TokenList);
}

export async function makeToken(exchange: Exchange, accountId: string): Promise<Answer> {
  const { services, principal, locale, requestId } = exchange;
  if (principal === null) throw new Error("The guard let nobody in");
  const form = await openForm(exchange, ["name", "scope", "expires_at"]);
  if (form instanceof Answer) return form;
  const name = form.text("name", { maximum: nameMaximum });
  const scope = form.choice("scope", tokenScopes, "read");
  const expiresAt = form.moment("expires_at");
  if (form.problems.length > 0) return problemAnswer(form.problems, locale, requestId);
  const wanted = { name, scope, expiresAt };
  const actor = actorOf(exchange);
  const made = await orderToken(services.database, principal, actor, accountId, wanted);
  if (!made.ok) return problemAnswer(made.problems, locale, requestId);
  const { secret, ...row } = made.value;
  return jsonOf({ ...entry(row), token: secret } satisfies MadeToken, 201);
}

/** An id of somebody else's token is one that does not exist. */
export async function removeToken(exchange: Exchange, accountId: string): Promise<Answer> {
  const { services, locale, requestId } = exchange;
  const id = exchange.parameter("token");
  const removed =
    uuidPattern.test(id) &&
    (await deleteToken(services.database, actorOf(exchange), accountId, id));
  if (!removed) return problemAnswer([problem("token_not_found")], locale, requestId);
  services.credentials.forgetAll();
  return new Answer(null, { status: 204 });
}
