/** Passkeys: making, naming and removing them; signing in with one. */
import { isJsonObject } from "../../../metadata/json-object.ts";
import { problem } from "../../../metadata/problem.ts";
import type { PasskeyList, SignInMethods } from "../../../metadata/wire.ts";
import { admit, byAddress, bySecondFactor } from "../../access/brake.ts";
import { assertionIn, registrationIn } from "../../access/passkey-answer.ts";
import {
  type PasskeySite,
  passkeySignIn,
  passkeysMaximum,
  readPasskeys,
  registerPasskey,
  registrationOptions,
  removePasskey,
  renamePasskey,
  signInOptions,
} from "../../access/passkeys.ts";
import { giveRecoveryCodes, makeRecoveryCodes } from "../../access/recovery-codes.ts";
import { factorsOf, kindsOf } from "../../access/second-factor.ts";
import { accountOfChallenge, endChallenge, tryChallenge } from "../../access/sign-in-challenge.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { actorOf, visitorActor } from "../acting.ts";
import { Answer } from "../answer.ts";
import { beginSession } from "../begin-session.ts";
import { addressOf } from "../caller.ts";
import type { Exchange } from "../exchange.ts";
import { type Form, openForm } from "../form.ts";
import { providerLabel } from "../provider-flow.ts";
import { passkeySite } from "../public-origin.ts";
import { jsonOf, type Route } from "../route.ts";
import { callerOf } from "./account.ts";
import { refuse } from "./records.ts";
import { codeMaximum, confirmed, passwordIn, renewSession, told } from "./second-factor.ts";

const open = { guard: "public", query: [] } as const;
const setUp = { guard: "signed_in", query: [], beforeSetUp: true } as const;

export const passkeyRoutes: readonly Route[] = [
  { method: "GET", path: "/auth/methods", ...open, handle: showMethods },
  { method: "POST", path: "/auth/passkey/options", ...open, handle: askForSignIn },
  { method: "POST", path: "/auth/passkey", ...open, handle: signInWithPasskey },
  { method: "GET", path: "/account/passkeys", ...setUp, handle: list },
  { method: "POST", path: "/account/passkeys/options", ...setUp, handle: askForNew },
  { method: "POST", path: "/account/passkeys", ...setUp, handle: add },
  { method: "PATCH", path: "/account/passkeys/:id", ...setUp, handle: rename },
  { method: "DELETE", path: "/account/passkeys/:id", ...setUp, handle: remove },
];

export const passkeyNameMaximum = 100;

const siteOf = ({ services, context }: Exchange): PasskeySite | null =>
  passkeySite(services.config, context);

/** The challenge of the first step; null when a passkey is to be all. */
const challengeIn = (form: Form): string | null =>
  form.has("challenge") ? form.text("challenge", { maximum: codeMaximum }) : null;

async function showMethods(exchange: Exchange): Promise<Answer> {
  const methods: SignInMethods = {
    passkey: siteOf(exchange) !== null,
    provider: providerLabel(exchange),
  };
  return jsonOf(methods);
}

async function askForSignIn(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const site = siteOf(exchange);
  if (site === null) return refuse(exchange, problem("passkeys_unavailable"));
  const form = await openForm(exchange, ["challenge"]);
  if (form instanceof Answer) return form;
  const challenge = challengeIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  // Each leaves a row behind for minutes.
  const admission = await admit(services.database, [byAddress(addressOf(exchange))]);
  if (admission.problem !== null) return refuse(exchange, admission.problem);
  const { database } = services;
  const accountId =
    challenge === null ? null : await accountOfChallenge(database, catalog.workspaceId, challenge);
  if (challenge !== null && accountId === null)
    return refuse(exchange, problem("challenge_expired"));
  await admission.forgive();
  return jsonOf(await signInOptions(database, site, catalog.workspaceId, accountId));
}

async function signInWithPasskey(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const site = siteOf(exchange);
  if (site === null) return refuse(exchange, problem("passkeys_unavailable"));
  const form = await openForm(exchange, ["challenge", "response"]);
  if (form instanceof Answer) return form;
  const challenge = challengeIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const { database } = services;
  const first =
    challenge === null ? null : await tryChallenge(database, catalog.workspaceId, challenge);
  if (challenge !== null && first === null) return refuse(exchange, problem("challenge_expired"));
  const from = byAddress(addressOf(exchange));
  const counted = first === null ? [from] : [bySecondFactor(first), from];
  const admission = await admit(database, counted);
  if (admission.problem !== null) return refuse(exchange, admission.problem);
  const response = await responseOf(exchange, assertionIn);
  const account =
    response === null
      ? null
      : await passkeySignIn(database, site, catalog.workspaceId, response, first);
  if (account === null) {
    services.observe({ kind: "sign_in_refused", workspace: catalog.workspace });
    const refused = first === null ? "sign_in_refused" : "second_factor_refused";
    await recordAct(database, visitorActor(exchange, first), refused, { method: "passkey" });
    return refuse(exchange, problem("passkey_refused"));
  }
  if (challenge !== null && !(await endChallenge(database, challenge)))
    return refuse(exchange, problem("challenge_expired"));
  await admission.forgive();
  return beginSession(exchange, account, challenge === null ? "passkey" : "password_passkey");
}

async function responseOf<Response>(
  exchange: Exchange,
  read: (value: unknown) => Response | null,
): Promise<Response | null> {
  const body = await exchange.body();
  return body.ok && isJsonObject(body.value) ? read(body.value.response) : null;
}

async function list(exchange: Exchange): Promise<Answer> {
  const { account } = callerOf(exchange);
  const found: PasskeyList = {
    data: await readPasskeys(exchange.services.database, account.id),
    available: siteOf(exchange) !== null,
  };
  return jsonOf(found);
}

async function askForNew(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const { account } = callerOf(exchange);
  const site = siteOf(exchange);
  if (site === null) return refuse(exchange, problem("passkeys_unavailable"));
  const reason = await withPassword(exchange);
  if (reason !== null) return reason;
  const { passkeys } = await factorsOf(services.database, account.id);
  if (passkeys >= passkeysMaximum)
    return refuse(exchange, problem("too_many_passkeys", "", { maximum: passkeysMaximum }));
  return jsonOf(await registrationOptions(services.database, site, catalog.workspaceId, account));
}

/** Null when the password in the body is right. */
async function withPassword(exchange: Exchange): Promise<Answer | null> {
  const form = await openForm(exchange, ["password"]);
  if (form instanceof Answer) return form;
  const password = passwordIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const reason = await confirmed(exchange, password);
  return reason === null ? null : refuse(exchange, reason);
}

async function add(exchange: Exchange): Promise<Answer> {
  const { services } = exchange;
  const { account, via } = callerOf(exchange);
  const site = siteOf(exchange);
  if (via !== "session") return refuse(exchange, problem("session_needed"));
  if (site === null) return refuse(exchange, problem("passkeys_unavailable"));
  const form = await openForm(exchange, ["name", "response"]);
  if (form instanceof Answer) return form;
  const name = form.text("name", { maximum: passkeyNameMaximum });
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const response = await responseOf(exchange, registrationIn);
  const { database } = services;
  const before = kindsOf(await factorsOf(database, account.id));
  const id =
    response === null
      ? null
      : await registerPasskey(database, site, actorOf(exchange), account, { response, name });
  if (id === null) return refuse(exchange, problem("passkey_not_accepted", "/response"));
  told(exchange, "passkey_added");
  if (before.length > 0) return jsonOf({ id, name }, 201);
  // The first second factor: there must be a way in without the device.
  const made = await makeRecoveryCodes(account.id);
  await database.transaction((transaction) => giveRecoveryCodes(transaction, account.id, made));
  return renewSession(exchange, { id, name, recovery_codes: made.codes }, 201);
}

async function rename(exchange: Exchange): Promise<Answer> {
  const { account, via } = callerOf(exchange);
  if (via !== "session") return refuse(exchange, problem("session_needed"));
  const form = await openForm(exchange, ["name"]);
  if (form instanceof Answer) return form;
  const name = form.text("name", { maximum: passkeyNameMaximum });
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const id = exchange.parameter("id");
  const done =
    uuidPattern.test(id) && (await renamePasskey(exchange.services.database, account.id, id, name));
  return done ? jsonOf({ id, name }) : refuse(exchange, problem("passkey_not_found"));
}

async function remove(exchange: Exchange): Promise<Answer> {
  const { account } = callerOf(exchange);
  const { database, provider } = exchange.services;
  const refusal = await withPassword(exchange);
  if (refusal !== null) return refusal;
  const id = exchange.parameter("id");
  const reason = uuidPattern.test(id)
    ? await removePasskey(database, actorOf(exchange), account.id, id, provider?.issuer ?? null)
    : problem("passkey_not_found");
  if (reason !== null) return refuse(exchange, reason);
  told(exchange, "passkey_removed");
  return new Answer(null, { status: 204 });
}
