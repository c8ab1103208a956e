/** Coming in by a link: accepting an invitation, choosing a new password. Open to strangers. */
import type { OpenInvitation } from "../../../metadata/account-wire.ts";
import { acceptInvitation, openInvitation, type Visitor } from "../../access/invitations.ts";
import { confirmReset, requestReset } from "../../access/password-reset.ts";
import { Answer } from "../answer.ts";
import { finishFirstStep } from "../begin-session.ts";
import { addressOf } from "../caller.ts";
import type { Exchange } from "../exchange.ts";
import { openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { nameMaximum } from "./account.ts";
import { refuse } from "./records.ts";

const open = { method: "POST", guard: "public", query: [] } as const;

export const linkRoutes: readonly Route[] = [
  { ...open, path: "/auth/invitations/check", handle: check },
  { ...open, path: "/auth/invitations/accept", handle: accept },
  { ...open, path: "/auth/password-reset", handle: request },
  { ...open, path: "/auth/password-reset/confirm", handle: confirm },
];

const tokenRule = { maximum: 200 } as const;
/** Longer ones are told how long they may be, by the rule that holds for all passwords. */
const newPasswordRule = { maximum: 100_000, exact: true } as const;

const visitorOf = (exchange: Exchange): Visitor => ({
  workspaceId: exchange.catalog.workspaceId,
  address: addressOf(exchange),
});

async function check(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["token"]);
  if (form instanceof Answer) return form;
  const token = form.text("token", tokenRule);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const link = await openInvitation(exchange.services.database, visitorOf(exchange), token);
  if (!link.ok) return refuse(exchange, ...link.problems);
  const { email, name, password } = link.value;
  return jsonOf({ email, name, has_account: password !== null } satisfies OpenInvitation);
}

async function accept(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["token", "name", "password"]);
  if (form instanceof Answer) return form;
  const token = form.text("token", tokenRule);
  const name = form.has("name") ? form.text("name", { maximum: nameMaximum }) : null;
  const password = form.text("password", newPasswordRule);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const { database } = exchange.services;
  const accepted = await acceptInvitation(database, visitorOf(exchange), { token, name, password });
  return accepted.ok
    ? finishFirstStep(exchange, accepted.value, "invitation")
    : refuse(exchange, ...accepted.problems);
}

/** The same answer whatever there is, or is not, at this address. */
async function request(exchange: Exchange): Promise<Answer> {
  const { services, locale } = exchange;
  const form = await openForm(exchange, ["email"]);
  if (form instanceof Answer) return form;
  const email = form.email("email");
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const visitor = visitorOf(exchange);
  await requestReset(services.database, services.mail, { ...visitor, email, language: locale });
  return new Answer(null, { status: 202 });
}

async function confirm(exchange: Exchange): Promise<Answer> {
  const { database, credentials } = exchange.services;
  const form = await openForm(exchange, ["token", "password"]);
  if (form instanceof Answer) return form;
  const token = form.text("token", tokenRule);
  const password = form.text("password", newPasswordRule);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const refusal = await confirmReset(database, { ...visitorOf(exchange), token, password });
  if (refusal !== null) return refuse(exchange, refusal);
  credentials.forgetAll();
  return new Answer(null, { status: 204 });
}
