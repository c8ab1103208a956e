/** Signing in by the provider, and linking it to one's account. */
import type { IdentityList } from "../../../metadata/account-wire.ts";
import { problem } from "../../../metadata/problem.ts";
import { linkIdentity, readIdentities, removeIdentity } from "../../access/identities.ts";
import { enterByProvider } from "../../access/provider-account.ts";
import { roleId } from "../../access/roles.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { finishFirstStep } from "../begin-session.ts";
import type { Exchange } from "../exchange.ts";
import { openForm } from "../form.ts";
import {
  answerFields,
  comeBack,
  leaveForProvider,
  providerLabel,
  returnToIn,
} from "../provider-flow.ts";
import { jsonOf, type Route } from "../route.ts";
import { callerOf } from "./account.ts";
import { refuse } from "./records.ts";
import { confirmed, passwordIn } from "./second-factor.ts";

const open = { method: "POST", guard: "public", query: [] } as const;
const own = { guard: "signed_in", query: [] } as const;

export const providerRoutes: readonly Route[] = [
  { ...open, path: "/auth/sign-in/provider", handle: begin },
  { ...open, path: "/auth/sign-in/provider/finish", handle: finish },
  { method: "GET", path: "/account/identities", ...own, handle: list },
  { method: "POST", path: "/account/identities", ...own, handle: add },
  { method: "POST", path: "/account/identities/begin", ...own, handle: beginLink },
  { method: "DELETE", path: "/account/identities/:id", ...own, handle: remove },
];

async function begin(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["return_to"]);
  if (form instanceof Answer) return form;
  const returnTo = returnToIn(exchange, form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  return leaveForProvider(exchange, returnTo, null);
}

/** The first step of signing in is done; a second one is asked for as after a password. */
async function finish(exchange: Exchange): Promise<Answer> {
  const { services, catalog, requestId } = exchange;
  const form = await openForm(exchange, answerFields);
  if (form instanceof Answer) return form;
  const came = await comeBack(exchange, form);
  if (came instanceof Answer) return came;
  if (came.accountId !== null) return refuse(exchange, problem("provider_flow_expired"));
  const { config, database, observe } = services;
  const role = config.provider?.newAccountsRole ?? null;
  const entered = await enterByProvider(database, catalog.workspaceId, came.person, {
    accounts: config.provider?.accounts ?? "linked",
    newAccountsRole: role === null ? null : roleId(catalog, role),
  });
  if (!entered.ok) {
    observe({ kind: "sign_in_refused", workspace: catalog.workspace });
    return refuse(exchange, ...entered.problems);
  }
  const { accountId, change } = entered.value;
  if (change !== null)
    observe({
      kind: "identity_changed",
      requestId,
      workspace: catalog.workspace,
      account: accountId,
      change,
    });
  return finishFirstStep(exchange, accountId, "provider", { return_to: came.returnTo });
}

async function list(exchange: Exchange): Promise<Answer> {
  const { account } = callerOf(exchange);
  const { database, provider } = exchange.services;
  const found = await readIdentities(database, account.id);
  return jsonOf({
    data: found.map(({ issuer, ...identity }) => ({
      ...identity,
      provider: issuer === provider?.issuer ? provider.label : new URL(issuer).hostname,
      current: issuer === provider?.issuer,
    })),
    available: providerLabel(exchange),
  } satisfies IdentityList);
}

/** Whoever can sign in is told who may: so the person confirms it first. */
async function beginLink(exchange: Exchange): Promise<Answer> {
  const { account } = callerOf(exchange);
  const form = await openForm(exchange, ["password"]);
  if (form instanceof Answer) return form;
  const password = passwordIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const reason = await confirmed(exchange, password);
  if (reason !== null) return refuse(exchange, reason);
  return leaveForProvider(exchange, `/${exchange.catalog.workspace}/account`, account.id);
}

async function add(exchange: Exchange): Promise<Answer> {
  const { account, via } = callerOf(exchange);
  if (via !== "session") return refuse(exchange, problem("session_needed"));
  const form = await openForm(exchange, answerFields);
  if (form instanceof Answer) return form;
  const came = await comeBack(exchange, form);
  if (came instanceof Answer) return came;
  if (came.accountId !== account.id) return refuse(exchange, problem("provider_flow_expired"));
  const reason = await linkIdentity(exchange.services.database, account.id, came.person);
  if (reason !== null) return refuse(exchange, reason);
  const { issuer } = came.person;
  await recordAct(exchange.services.database, actorOf(exchange), "identity_linked", { issuer });
  told(exchange, "linked");
  return jsonOf({ return_to: came.returnTo }, 201);
}

async function remove(exchange: Exchange): Promise<Answer> {
  const { account, digest } = callerOf(exchange);
  const { database, provider, credentials } = exchange.services;
  const form = await openForm(exchange, ["password"]);
  if (form instanceof Answer) return form;
  const password = passwordIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const unconfirmed = await confirmed(exchange, password);
  if (unconfirmed !== null) return refuse(exchange, unconfirmed);
  const id = exchange.parameter("id");
  const reason = uuidPattern.test(id)
    ? await removeIdentity(database, account.id, id, provider?.issuer ?? null, digest)
    : problem("identity_not_found");
  if (reason !== null) return refuse(exchange, reason);
  credentials.forgetAll();
  await recordAct(database, actorOf(exchange), "identity_removed", { identity: id });
  told(exchange, "removed");
  return new Answer(null, { status: 204 });
}

const told = (exchange: Exchange, change: "linked" | "removed"): void =>
  exchange.services.observe({
    kind: "identity_changed",
    requestId: exchange.requestId,
    workspace: exchange.catalog.workspace,
    account: callerOf(exchange).account.id,
    change,
  });
