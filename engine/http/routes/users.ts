/** The people and service accounts of a workspace, for those who look after them. */
import type { SentLink, UserPage } from "../../../metadata/account-wire.ts";
import { problem } from "../../../metadata/problem.ts";
import {
  administering,
  changeMember,
  createService,
  type MovePerson,
} from "../../access/administration.ts";
import { judged, requireAuthority, requireGovernable } from "../../access/authority.ts";
import { type Handed, invite, type LinkPlace, sendLink } from "../../access/invitations.ts";
import { aboutMember, readMembers } from "../../access/members.ts";
import { resetMemberFactors } from "../../access/reset-member-factors.ts";
import { administratorRights } from "../../access/rights.ts";
import { roleId, rolesOf } from "../../access/roles.ts";
import { endSessions } from "../../access/sessions.ts";
import { Unpermitted } from "../../access/unpermitted.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { forgetStandings } from "../../query/standing.ts";
import { changeRecord } from "../../records/change.ts";
import { actorOf, administratorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { type Form, openForm } from "../form.ts";
import { always, jsonOf, type Route } from "../route.ts";
import { makeToken, removeToken, tokenList } from "../token-answers.ts";
import { membersAmong, offered, userEntries, userEntry } from "../user-answers.ts";
import { callerOf, nameMaximum } from "./account.ts";
import { refuse } from "./records.ts";

const governed = { guard: "keeper", query: [] } as const;

/** Never kept for repeats: answers hold links and tokens in clear. */
export const userRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/users",
    guard: "keeper",
    query: ["search", "limit", "after"],
    handle: list,
  },
  { method: "POST", path: "/users", ...governed, handle: create },
  {
    method: "POST",
    path: "/users/invite",
    ...governed,
    expensive: always,
    handle: inviteOne,
  },
  { method: "PATCH", path: "/users/:id", ...governed, handle: change },
  { method: "POST", path: "/users/:id/end-sessions", ...governed, handle: endAll },
  {
    method: "POST",
    path: "/users/:id/reset-second-factor",
    ...governed,
    handle: resetSecondFactor,
  },
  {
    method: "POST",
    path: "/users/:id/reset-link",
    ...governed,
    expensive: always,
    handle: resetLink,
  },
  { method: "GET", path: "/users/:id/tokens", ...governed, handle: withService(tokenList) },
  {
    method: "POST",
    path: "/users/:id/tokens",
    ...governed,
    handle: withService(makeToken, "token_made"),
  },
  {
    method: "DELETE",
    path: "/users/:id/tokens/:token",
    ...governed,
    handle: withService(removeToken, "token_removed"),
  },
];

export const usersPerPage = 200;

/** The roles that a form names, by their ids; null when it names none. */
function roleIds({ catalog }: Exchange, form: Form): readonly string[] | null {
  const names = form.names("roles");
  return (
    names?.flatMap((name) => {
      const id = roleId(catalog, name);
      if (id !== null) return [id];
      const known = [...rolesOf(catalog).byName.keys()];
      form.problems.push(problem("unknown_role", "/roles", { name, known }));
      return [];
    }) ?? null
  );
}

/** Null: none; undefined: nothing is said of it. */
function departmentIn(form: Form): string | null | undefined {
  if (form.isNull("department")) return null;
  if (!form.has("department")) return undefined;
  const id = form.text("department", { maximum: 36 });
  if (id !== "" && !uuidPattern.test(id))
    form.problems.push(problem("department_unknown", "/department"));
  return id;
}

/** The department in a person's record is written as any other change of it. */
const moving =
  (exchange: Exchange): MovePerson =>
  async (transaction, id, department) => {
    const people = exchange.catalog.objects.get("user");
    if (people === undefined) throw new Unpermitted(problem("department_unknown", "/department"));
    const writer = { ...writerOf(exchange), executor: transaction, rights: administratorRights };
    const moved = await changeRecord(writer, people, id, { department }, null);
    const [refusal] = moved.ok ? [] : moved.problems;
    if (refusal !== undefined) throw new Unpermitted(refusal);
  };

function told(exchange: Exchange, what: string, account: string): void {
  exchange.services.observe({
    kind: "member_changed",
    requestId: exchange.requestId,
    workspace: exchange.catalog.workspace,
    by: callerOf(exchange).account.id,
    what,
    account,
  });
}

async function list(exchange: Exchange): Promise<Answer> {
  const { query, services, catalog } = exchange;
  const limitText = query.get("limit") ?? String(usersPerPage);
  const limit = Number(limitText);
  if (!/^\d{1,4}$/.test(limitText) || limit < 1 || limit > usersPerPage)
    return refuse(
      exchange,
      problem("invalid_parameter", "", { name: "limit", expected: oneOf(`1–${usersPerPage}`) }),
    );
  const after = query.get("after");
  if (after !== null && !uuidPattern.test(after))
    return refuse(exchange, problem("invalid_cursor"));
  const search = (query.get("search") ?? "").replaceAll("\0", "").slice(0, 200);
  const { database } = services;
  const judgement = await judged(requireAuthority(database, administratorOf(exchange)));
  if (!judgement.ok) return refuse(exchange, ...judgement.problems);
  const among = await membersAmong(exchange, judgement.value);
  const asked = { search, limit, after, among };
  const members = await readMembers(database, catalog.workspaceId, asked);
  const shown = members.slice(0, limit);
  return jsonOf({
    data: await userEntries(exchange, shown),
    next: members.length > limit ? (shown.at(-1)?.id ?? null) : null,
    ...(await offered(exchange, judgement.value)),
  } satisfies UserPage);
}

async function create(exchange: Exchange): Promise<Answer> {
  const { services } = exchange;
  const form = await openForm(exchange, ["kind", "name", "roles"]);
  if (form instanceof Answer) return form;
  // People are invited; nobody makes an account with a password for somebody else.
  if (!form.has("kind")) form.problems.push(problem("required", "/kind"));
  form.choice("kind", ["service"], "service");
  const name = form.text("name", { maximum: nameMaximum });
  const roles = roleIds(exchange, form) ?? [];
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const wanted = { name, roles };
  const made = await createService(services.database, administratorOf(exchange), wanted);
  if (!made.ok) return refuse(exchange, ...made.problems);
  told(exchange, "service_made", made.value.id);
  return jsonOf(await userEntry(exchange, made.value), 201);
}

const placeOf = ({ services, catalog, locale }: Exchange): LinkPlace => ({
  database: services.database,
  mail: services.mail,
  workspaceId: catalog.workspaceId,
  workspace: catalog.workspace,
  publicUrl: services.config.publicUrl,
  language: locale,
});

const handedAnswer = async (
  exchange: Exchange,
  { member, link }: Handed,
  status: number,
): Promise<Answer> =>
  jsonOf(
    {
      user: await userEntry(exchange, member),
      mailed: link === null,
      link: link?.address ?? null,
      expires_at: link?.expiresAt.toISOString() ?? null,
    } satisfies SentLink,
    status,
  );

async function inviteOne(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["email", "name", "roles", "department"]);
  if (form instanceof Answer) return form;
  const email = form.email("email");
  const name = form.has("name")
    ? form.text("name", { maximum: nameMaximum })
    : (email.split("@")[0] ?? "");
  const roles = roleIds(exchange, form) ?? [];
  const department = departmentIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const wanted = { email, name, roles, department };
  const handed = await invite(placeOf(exchange), administratorOf(exchange), wanted);
  if (!handed.ok) return refuse(exchange, ...handed.problems);
  told(exchange, "invited", handed.value.member.id);
  return handedAnswer(exchange, handed.value, 201);
}

async function change(exchange: Exchange): Promise<Answer> {
  const { services } = exchange;
  const id = exchange.parameter("id");
  if (!uuidPattern.test(id)) return refuse(exchange, problem("user_not_found"));
  const form = await openForm(exchange, ["roles", "disabled", "department"]);
  if (form instanceof Answer) return form;
  const wanted = {
    roles: roleIds(exchange, form),
    disabled: form.truth("disabled"),
    department: departmentIn(form),
  };
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const by = administratorOf(exchange);
  const changed = await changeMember(services.database, by, id, wanted, moving(exchange));
  if (!changed.ok) return refuse(exchange, ...changed.problems);
  services.credentials.forgetAll();
  forgetStandings();
  told(exchange, "changed", id);
  return jsonOf(await userEntry(exchange, changed.value));
}

async function endAll(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const id = exchange.parameter("id");
  if (!uuidPattern.test(id)) return refuse(exchange, problem("user_not_found"));
  const ended = await administering(services.database, catalog.workspaceId, async (transaction) => {
    const { workspaceId } = catalog;
    const { member } = await requireGovernable(transaction, administratorOf(exchange), id);
    const count = await endSessions(transaction, workspaceId, id);
    const about = { ...aboutMember(member), count };
    await recordAct(transaction, actorOf(exchange), "sessions_ended", about);
  });
  if (!ended.ok) return refuse(exchange, ...ended.problems);
  services.credentials.forgetAll();
  told(exchange, "sessions_ended", id);
  return new Answer(null, { status: 204 });
}

async function resetSecondFactor(exchange: Exchange): Promise<Answer> {
  const { services } = exchange;
  const id = exchange.parameter("id");
  if (!uuidPattern.test(id)) return refuse(exchange, problem("user_not_found"));
  const reset = await resetMemberFactors(services.database, administratorOf(exchange), id);
  if (!reset.ok) return refuse(exchange, ...reset.problems);
  services.credentials.forgetAll();
  told(exchange, "second_factor_reset", id);
  return new Answer(null, { status: 204 });
}

async function resetLink(exchange: Exchange): Promise<Answer> {
  const id = exchange.parameter("id");
  if (!uuidPattern.test(id)) return refuse(exchange, problem("user_not_found"));
  const handed = await sendLink(placeOf(exchange), administratorOf(exchange), id);
  if (!handed.ok) return refuse(exchange, ...handed.problems);
  told(exchange, "link_made", id);
  return handedAnswer(exchange, handed.value, 200);
}

/** Handles a call about the tokens of a service account that the caller may act on. */
function withService(
  handle: (exchange: Exchange, id: string) => Promise<Answer>,
  what?: string,
): Route["handle"] {
  return async (exchange) => {
    const id = exchange.parameter("id");
    if (!uuidPattern.test(id)) return refuse(exchange, problem("user_not_found"));
    const { database } = exchange.services;
    const found = await judged(requireGovernable(database, administratorOf(exchange), id));
    if (!found.ok) return refuse(exchange, ...found.problems);
    if (found.value.member.kind !== "service")
      return refuse(exchange, problem("not_a_service_account"));
    const made = await handle(exchange, id);
    if (what !== undefined && made.ok) told(exchange, what, id);
    return made;
  };
}
