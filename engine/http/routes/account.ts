/** What a caller may see and change of his own account: name, language, password, sessions. */
import type { OwnAccount, SessionList } from "../../../metadata/account-wire.ts";
import { problem } from "../../../metadata/problem.ts";
import { locales } from "../../../metadata/text.ts";
import { readProfile, writeProfile } from "../../access/accounts.ts";
import type { Principal, SessionLimits } from "../../access/credentials.ts";
import { deviceWords } from "../../access/device.ts";
import { changeOwnPassword } from "../../access/own-password.ts";
import { endSession, endSessions, readSessions } from "../../access/sessions.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { passwordFieldMaximum } from "./authentication.ts";
import { refuse } from "./records.ts";

const own = { guard: "signed_in", query: [] } as const;

export const accountRoutes: readonly Route[] = [
  { method: "GET", path: "/account", ...own, handle: profile },
  { method: "PATCH", path: "/account", ...own, handle: changeProfile },
  { method: "POST", path: "/account/password", ...own, handle: changePassword },
  { method: "GET", path: "/account/sessions", ...own, handle: sessions },
  { method: "POST", path: "/account/sessions/end-others", ...own, handle: endOthers },
  { method: "DELETE", path: "/account/sessions/:id", ...own, handle: endOne },
];

export const nameMaximum = 200;

/** The caller, on routes whose guard lets nobody else in. */
export function callerOf({ principal }: Exchange): Principal {
  if (principal === null) throw new Error("The guard let nobody in");
  return principal;
}

export const sessionLimitsOf = ({ services: { config } }: Exchange): SessionLimits => ({
  idleHours: config.sessionHours,
  absoluteHours: config.sessionAbsoluteHours,
});

async function profile(exchange: Exchange): Promise<Answer> {
  const { account } = callerOf(exchange);
  const found = await readProfile(exchange.services.database, account.id);
  return jsonOf({ ...account, ...found } satisfies OwnAccount);
}

async function changeProfile(exchange: Exchange): Promise<Answer> {
  const { account } = callerOf(exchange);
  const { database, credentials } = exchange.services;
  const form = await openForm(exchange, ["name", "language"]);
  if (form instanceof Answer) return form;
  const before = await readProfile(database, account.id);
  const name = form.has("name") ? form.text("name", { maximum: nameMaximum }) : before.name;
  const language = form.has("language") ? form.choice("language", locales, "en") : before.language;
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  await database.transaction((transaction) =>
    writeProfile(transaction, account.id, { name, language }),
  );
  credentials.forgetAll();
  return profile(exchange);
}

async function changePassword(exchange: Exchange): Promise<Answer> {
  const { database, credentials } = exchange.services;
  const form = await openForm(exchange, ["current_password", "password"]);
  if (form instanceof Answer) return form;
  const current = form.text("current_password", { maximum: passwordFieldMaximum, exact: true });
  // Longer ones are told how long they may be, by the rule that holds for all.
  const next = form.text("password", { maximum: 100_000, exact: true });
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const wanted = { current, next };
  const refusal = await changeOwnPassword(database, callerOf(exchange), actorOf(exchange), wanted);
  if (refusal !== null) return refuse(exchange, refusal);
  credentials.forgetAll();
  return new Answer(null, { status: 204 });
}

async function sessions(exchange: Exchange): Promise<Answer> {
  const { account, digest } = callerOf(exchange);
  const owner = { workspaceId: exchange.catalog.workspaceId, accountId: account.id, digest };
  const rows = await readSessions(exchange.services.database, owner, sessionLimitsOf(exchange));
  return jsonOf({
    data: rows.map((row) => ({
      id: row.id,
      device: deviceWords(row.agent)[exchange.locale],
      address: row.address,
      created_at: row.createdAt.toISOString(),
      last_used_at: row.usedAt.toISOString(),
      current: row.current,
    })),
  } satisfies SessionList);
}

async function endOthers(exchange: Exchange): Promise<Answer> {
  const { account, digest } = callerOf(exchange);
  const { database, credentials } = exchange.services;
  await database.transaction(async (transaction) => {
    const { workspaceId } = exchange.catalog;
    const count = await endSessions(transaction, workspaceId, account.id, digest);
    if (count > 0) await recordAct(transaction, actorOf(exchange), "own_sessions_ended", { count });
  });
  credentials.forgetAll();
  return new Answer(null, { status: 204 });
}

async function endOne(exchange: Exchange): Promise<Answer> {
  const { account } = callerOf(exchange);
  const { database, credentials } = exchange.services;
  const id = exchange.parameter("id");
  const ended =
    uuidPattern.test(id) &&
    (await database.transaction(async (transaction) => {
      const { workspaceId } = exchange.catalog;
      if (!(await endSession(transaction, workspaceId, account.id, id))) return false;
      await recordAct(transaction, actorOf(exchange), "own_sessions_ended", { count: 1 });
      return true;
    }));
  if (!ended) return refuse(exchange, problem("session_not_found"));
  credentials.forgetAll();
  return new Answer(null, { status: 204 });
}
