/** Second factors: setting them up, and the second step of signing in. */

import type { SecondFactorState } from "../../../metadata/account-wire.ts";
import { type Problem, problem } from "../../../metadata/problem.ts";
import { admit, byAddress, bySecondFactor } from "../../access/brake.ts";
import { confirmPerson } from "../../access/confirm-person.ts";
import { giveRecoveryCodes, makeRecoveryCodes } from "../../access/recovery-codes.ts";
import {
  beginTotp,
  confirmTotp,
  factorsOf,
  kindsOf,
  removeTotp,
  useCode,
} from "../../access/second-factor.ts";
import { endAllSessions } from "../../access/sessions.ts";
import { endChallenge, tryChallenge } from "../../access/sign-in-challenge.ts";
import { recordAct } from "../../audit/record-act.ts";
import { actorOf, visitorActor } from "../acting.ts";
import { Answer } from "../answer.ts";
import { beginSession } from "../begin-session.ts";
import { addressOf } from "../caller.ts";
import type { Exchange } from "../exchange.ts";
import { type Form, openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { callerOf } from "./account.ts";
import { passwordFieldMaximum } from "./authentication.ts";
import { refuse } from "./records.ts";

const setUp = { guard: "signed_in", query: [], beforeSetUp: true } as const;

export const secondFactorRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/auth/sign-in/second-factor",
    guard: "public",
    query: [],
    handle: secondStep,
  },
  { method: "GET", path: "/account/second-factor", ...setUp, handle: showState },
  { method: "POST", path: "/account/totp", ...setUp, handle: begin },
  { method: "POST", path: "/account/totp/confirm", ...setUp, handle: confirm },
  { method: "DELETE", path: "/account/totp", ...setUp, handle: remove },
  { method: "POST", path: "/account/recovery-codes", ...setUp, handle: renewCodes },
];

/** Characters of a code or a challenge that a form may hold. */
export const codeMaximum = 200;

/** Counts a code before it is looked at. */
export const admitCode = (exchange: Exchange, accountId: string) =>
  admit(exchange.services.database, [bySecondFactor(accountId), byAddress(addressOf(exchange))]);

async function secondStep(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const form = await openForm(exchange, ["challenge", "code"]);
  if (form instanceof Answer) return form;
  const challenge = form.text("challenge", { maximum: codeMaximum });
  const code = form.text("code", { maximum: codeMaximum });
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const accountId = await tryChallenge(services.database, catalog.workspaceId, challenge);
  if (accountId === null) return refuse(exchange, problem("challenge_expired"));
  const admission = await admitCode(exchange, accountId);
  if (admission.problem !== null) return refuse(exchange, admission.problem);
  if (!(await useCode(services.database, services.secrets, accountId, code))) {
    services.observe({ kind: "sign_in_refused", workspace: catalog.workspace });
    const actor = visitorActor(exchange, accountId);
    await recordAct(services.database, actor, "second_factor_refused", { method: "code" });
    return refuse(exchange, problem("second_factor_refused"));
  }
  if (!(await endChallenge(services.database, challenge)))
    return refuse(exchange, problem("challenge_expired"));
  await admission.forgiveAll(bySecondFactor(accountId));
  return beginSession(exchange, accountId, "password_code");
}

async function showState(exchange: Exchange): Promise<Answer> {
  const { services } = exchange;
  const { account } = callerOf(exchange);
  const factors = await factorsOf(services.database, account.id);
  const { rows } = await services.database.run({
    text: "select password is not null from core.account where id = $1",
    values: [account.id],
  });
  const state: SecondFactorState = {
    totp: factors.totp,
    recovery_codes: factors.recoveryCodes,
    has_password: rows[0]?.[0] === "t",
  };
  return jsonOf(state);
}

/** Null when the person at the session gave the password, or needs none. */
export const confirmed = (exchange: Exchange, password: string | null): Promise<Problem | null> =>
  confirmPerson(exchange.services.database, callerOf(exchange), password, addressOf(exchange));

/** The password of a form; null when there is none in it. */
export const passwordIn = (form: Form): string | null =>
  form.has("password")
    ? form.text("password", { maximum: passwordFieldMaximum, exact: true })
    : null;

async function begin(exchange: Exchange): Promise<Answer> {
  const { services } = exchange;
  const form = await openForm(exchange, ["password"]);
  if (form instanceof Answer) return form;
  const password = passwordIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const reason = await confirmed(exchange, password);
  if (reason !== null) return refuse(exchange, reason);
  const begun = await beginTotp(services.database, services.secrets, callerOf(exchange).account);
  return "uri" in begun ? jsonOf(begun) : refuse(exchange, begun);
}

async function confirm(exchange: Exchange): Promise<Answer> {
  const { services } = exchange;
  const { account, via } = callerOf(exchange);
  if (via !== "session") return refuse(exchange, problem("session_needed"));
  const form = await openForm(exchange, ["code"]);
  if (form instanceof Answer) return form;
  const code = form.text("code", { maximum: codeMaximum });
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const admission = await admitCode(exchange, account.id);
  if (admission.problem !== null) return refuse(exchange, admission.problem);
  const { database, secrets } = services;
  const codes = await confirmTotp(database, secrets, account.id, actorOf(exchange), code);
  if ("code" in codes) return refuse(exchange, codes);
  await admission.forgiveAll(bySecondFactor(account.id));
  told(exchange, "totp_added");
  return renewSession(exchange, { recovery_codes: codes });
}

/** Sessions from before the second factor end; the one that set it up goes on under a new id. */
export async function renewSession(
  exchange: Exchange,
  more: Readonly<Record<string, unknown>>,
  status = 200,
): Promise<Answer> {
  const { account } = callerOf(exchange);
  const { credentials, database } = exchange.services;
  await endAllSessions(database, account.id);
  credentials.forgetAll();
  return beginSession(exchange, account.id, null, more, status);
}

async function remove(exchange: Exchange): Promise<Answer> {
  const { database } = exchange.services;
  const { account } = callerOf(exchange);
  if (!(await factorsOf(database, account.id)).totp)
    return refuse(exchange, problem("totp_not_active"));
  const reason = await twiceConfirmed(exchange);
  if (reason !== null) return reason;
  await removeTotp(database, account.id, actorOf(exchange));
  told(exchange, "totp_removed");
  return new Answer(null, { status: 204 });
}

async function renewCodes(exchange: Exchange): Promise<Answer> {
  const { database } = exchange.services;
  const { account } = callerOf(exchange);
  if (kindsOf(await factorsOf(database, account.id)).length === 0)
    return refuse(exchange, problem("second_factor_missing"));
  const reason = await twiceConfirmed(exchange);
  if (reason !== null) return reason;
  const made = await makeRecoveryCodes(account.id);
  await database.transaction(async (transaction) => {
    await giveRecoveryCodes(transaction, account.id, made);
    await recordAct(transaction, actorOf(exchange), "recovery_codes_renewed", {});
  });
  told(exchange, "recovery_codes_renewed");
  return jsonOf({ recovery_codes: made.codes });
}

/** Password and a code: what weakens an account takes both. */
async function twiceConfirmed(exchange: Exchange): Promise<Answer | null> {
  const { database, secrets } = exchange.services;
  const { account } = callerOf(exchange);
  const form = await openForm(exchange, ["code", "password"]);
  if (form instanceof Answer) return form;
  const code = form.text("code", { maximum: codeMaximum });
  const password = passwordIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const reason = await confirmed(exchange, password);
  if (reason !== null) return refuse(exchange, reason);
  const admission = await admitCode(exchange, account.id);
  if (admission.problem !== null) return refuse(exchange, admission.problem);
  if (!(await useCode(database, secrets, account.id, code))) {
    await recordAct(database, actorOf(exchange), "second_factor_refused", { method: "code" });
    return refuse(exchange, problem("wrong_code", "/code"));
  }
  await admission.forgiveAll(bySecondFactor(account.id));
  return null;
}

/** What happened to an account's second factors is in the log. */
export const told = (exchange: Exchange, change: string): void =>
  exchange.services.observe({
    kind: "second_factor_changed",
    requestId: exchange.requestId,
    workspace: exchange.catalog.workspace,
    account: callerOf(exchange).account.id,
    change,
  });
