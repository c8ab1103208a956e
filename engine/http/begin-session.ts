/** What an answer to a successful sign-in is made of, whichever way the person came in. */
import { generateCookie } from "hono/cookie";
import { administrationRights } from "../../metadata/access/role.ts";
import { problem } from "../../metadata/problem.ts";
import type { SecondStep, SignedIn } from "../../metadata/wire.ts";
import { digestOf, type Principal } from "../access/credentials.ts";
import type { Rights } from "../access/rights.ts";
import { rightsOfRoles, roleNames } from "../access/roles.ts";
import { factorsOf, kindsOf } from "../access/second-factor.ts";
import { startChallenge } from "../access/sign-in-challenge.ts";
import { recordAct } from "../audit/record-act.ts";
import { visitorActor } from "./acting.ts";
import type { Answer } from "./answer.ts";
import { cookieName, credentialOf, isSecure, originOf } from "./caller.ts";
import type { Exchange } from "./exchange.ts";
import { problemAnswer } from "./problem-answer.ts";
import { jsonOf } from "./route.ts";
import { mustSetUpFactor } from "./second-factor-rule.ts";

export function signedInBody(
  { services, catalog }: Exchange,
  principal: Principal,
  rights: Rights,
): SignedIn {
  return {
    user: principal.account,
    workspace: catalog.workspace,
    roles: roleNames(catalog, principal.roles),
    can_design: rights.mayDesign,
    administers: administrationRights.filter(rights.administers),
    keeps_users: rights.keepsUsers,
    time_zone: services.config.timeZone,
    ...(mustSetUpFactor(services.config, principal, rights) ? { second_factor_needed: true } : {}),
    ...(principal.onlooker === null ? {} : { viewed_by: principal.onlooker.account }),
  };
}

/** Without `maxAge` it lasts as long as the browser; 0 removes it. */
export function sessionCookie(
  { context, catalog }: Exchange,
  secret: string,
  maxAge?: number,
): string {
  return generateCookie(cookieName(context, catalog.workspace), secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(context),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

/** By which way somebody came in. Null: he was there already, and goes on under a new id. */
export type SignInMethod =
  | "password"
  | "password_code"
  | "password_passkey"
  | "passkey"
  | "invitation"
  | "provider"
  | null;

/** A new session under a new secret, and its cookie. Null: the account is not of the workspace. */
export async function openSession(
  exchange: Exchange,
  accountId: string,
  method: SignInMethod,
): Promise<{ readonly body: SignedIn; readonly cookie: string } | null> {
  const { services, catalog, context } = exchange;
  const brought = credentialOf(context, catalog.workspace);
  if (brought?.via === "cookie") await services.credentials.endSession(digestOf(brought.secret));
  const secret = await services.database.transaction(async (transaction) => {
    const { workspaceId } = catalog;
    const origin = originOf(exchange);
    const made = await services.credentials.startSession(
      transaction,
      workspaceId,
      accountId,
      origin,
    );
    const actor = visitorActor(exchange, accountId);
    if (method !== null) await recordAct(transaction, actor, "signed_in", { method });
    return made;
  });
  const principal = await services.credentials.identify(catalog.workspaceId, secret);
  // Left the workspace, or was disabled, between two steps.
  if (principal === null) return null;
  services.observe({ kind: "signed_in", workspace: catalog.workspace, account: accountId });
  return {
    body: signedInBody(exchange, principal, rightsOfRoles(catalog, principal.roles)),
    cookie: sessionCookie(exchange, secret),
  };
}

/**
 * The session of a person who has done every step. One that the browser brought along ends: it is
 * never adopted.
 * @param more what the answer holds beside who is signed in
 */
export async function beginSession(
  exchange: Exchange,
  accountId: string,
  method: SignInMethod,
  more: Readonly<Record<string, unknown>> = {},
  status = 200,
): Promise<Answer> {
  const opened = await openSession(exchange, accountId, method);
  if (opened === null)
    return problemAnswer([problem("wrong_credentials")], exchange.locale, exchange.requestId);
  return jsonOf({ ...opened.body, ...more }, status, { "set-cookie": opened.cookie });
}

/**
 * What follows the first step: the second, for an account that has one; else a session.
 * @param more what the answer holds beside either
 */
export async function finishFirstStep(
  exchange: Exchange,
  accountId: string,
  method: "password" | "invitation" | "provider",
  more: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const { services, catalog } = exchange;
  const kinds = kindsOf(await factorsOf(services.database, accountId));
  if (kinds.length === 0) return beginSession(exchange, accountId, method, more);
  const challenge = await startChallenge(services.database, catalog.workspaceId, accountId);
  const step: SecondStep = { second_factor: kinds, challenge };
  return jsonOf({ ...step, ...more });
}
