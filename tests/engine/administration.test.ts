import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { changeMember, createService } from "../../engine/access/administration.ts";
import { judged, requireHeld } from "../../engine/access/authority.ts";
import type { Principal } from "../../engine/access/credentials.ts";
import type { MadeToken, SentLink, UserEntry, UserPage } from "../../metadata/account-wire.ts";
import type { Result } from "../../metadata/problem.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { code, ours, sessionOf, withCookie } from "../support/sessions.ts";

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  const keeper = { name: "keeper", administration: ["users"] };
  server = await startTestServer({
    documents: [{ kind: "role", name: "keeper", content: keeper }],
  });
  other = await server.second();
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});
afterEach(async () => {
  await server.services.database.run({ text: "delete from core.sign_in_attempt", values: [] });
});

const password = "three unrelated words";
let count = 0;

interface Person {
  readonly id: string;
  readonly email: string;
  readonly cookie: string;
}

/** Invited and accepted, with a session. */
async function person(...roles: readonly string[]): Promise<Person> {
  const email = `someone${++count}@example.com`;
  const invited = await server.request("POST", "/users/invite", {
    email,
    name: `Someone ${count}`,
    roles: roles.length === 0 ? ["member"] : roles,
  });
  const { link, user } = invited.body as SentLink;
  const accepted = await server.request(
    "POST",
    "/auth/invitations/accept",
    { token: link?.split("#")[1], password },
    { token: null, headers: ours },
  );
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
  return { id: user.id, email, cookie: await sessionOf(server, email, password) };
}

const change = (id: string, body: object, options: object = {}): Promise<Answer> =>
  server.request("PATCH", `/users/${id}`, body, options);
const as = ({ cookie }: Person) => withCookie(cookie);
const me = async (at: TestServer, options: object) =>
  (await at.request("GET", "/auth/me", undefined, options)).status;
const users = async () => ((await server.request("GET", "/users")).body as UserPage).data;

async function refusedEverywhere(options: object) {
  for (const at of [server, other])
    await expect.poll(() => me(at, options), { interval: 25 }).toBe(401);
}

test("members are listed by name, page by page, with the state of their account", async () => {
  const someone = await person();
  await server.request("POST", "/users/invite", {
    email: "waiting@example.com",
    name: "Waiting",
    roles: ["member"],
  });
  const found = (await users()).find(({ id }) => id === someone.id);
  expect(found).toEqual({
    id: someone.id,
    kind: "person",
    department: null,
    name: expect.stringMatching(/^Someone/),
    email: someone.email,
    roles: ["member"],
    state: "active",
    created_at: expect.any(String),
    last_sign_in: expect.any(String),
    second_factor: false,
  });
  await server.services.database.run({
    text: "insert into core.totp (id, account, sealed, confirmed_at, created_at) values (gen_random_uuid(), $1, '', now(), now())",
    values: [someone.id],
  });
  expect((await users()).find(({ id }) => id === someone.id)?.second_factor).toBe(true);
  const all = (await users()).map(({ id }) => id);
  const paged: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const more: string = after === "" ? "" : `&after=${after}`;
    const page = (await server.request("GET", `/users?limit=2${more}`)).body as UserPage;
    paged.push(...page.data.map(({ id }) => id));
    after = page.next;
  }
  expect(paged).toEqual(all);
  const searched = await server.request("GET", "/users?search=WAITING");
  expect((searched.body as UserPage).data.map(({ state }) => state)).toEqual(["invited"]);
  for (const query of ["limit=0", "limit=1000", "limit=x", "after=x", "roles=admin"])
    expect((await server.request("GET", `/users?${query}`)).status, query).toBe(400);
});

test("who is disabled is out everywhere within a second, with tokens, and may come back", async () => {
  const someone = await person();
  const made = await server.request(
    "POST",
    "/account/tokens",
    { name: "mine", scope: "all" },
    as(someone),
  );
  const { token } = made.body as MadeToken;
  for (const at of [server, other]) {
    expect(await me(at, as(someone))).toBe(200);
    expect(await me(at, { token })).toBe(200);
  }
  expect((await change(someone.id, { disabled: true })).body).toMatchObject({ state: "disabled" });
  await refusedEverywhere(as(someone));
  await refusedEverywhere({ token });
  expect((await change(someone.id, { disabled: false })).body).toMatchObject({ state: "active" });
  // What was ended stays ended.
  expect(await me(server, as(someone))).toBe(401);
  await sessionOf(server, someone.email, password);
});

test("other roles begin with a new session, on every server", async () => {
  const someone = await person();
  expect(await me(other, as(someone))).toBe(200);
  expect((await change(someone.id, { roles: ["member"] })).status).toBe(200);
  expect(await me(server, as(someone))).toBe(200);
  expect((await change(someone.id, { roles: ["admin"] })).body).toMatchObject({ roles: ["admin"] });
  await refusedEverywhere(as(someone));
  const again = await sessionOf(server, someone.email, password);
  expect((await server.request("GET", "/users", undefined, withCookie(again))).status).toBe(200);
  expect((await change(someone.id, { roles: ["member"] })).status).toBe(200);
  await refusedEverywhere(withCookie(again));
});

test("somebody's sessions are ended for him, here alone", async () => {
  const [one, two] = [await person(), await person()];
  const ended = await server.request("POST", `/users/${one.id}/end-sessions`);
  expect(ended.status).toBe(204);
  await refusedEverywhere(as(one));
  expect(await me(server, as(two))).toBe(200);
});

describe("nobody", () => {
  test("changes his own roles, disables himself or makes himself a link", async () => {
    const admin = await person("admin");
    for (const [method, path, body] of [
      ["PATCH", `/users/${admin.id}`, { roles: ["member"] }],
      ["PATCH", `/users/${admin.id}`, { disabled: true }],
      ["POST", `/users/${admin.id}/reset-link`, undefined],
      ["POST", `/users/${admin.id}/end-sessions`, undefined],
    ] as const) {
      const answer = await server.request(method, path, body, as(admin));
      expect([answer.status, code(answer)], path).toEqual([409, "not_yourself"]);
    }
    await change(admin.id, { disabled: true });
  });

  test("but an administrator does any of this (CVE-2026-25040)", async () => {
    const member = await person();
    const [victim] = await users();
    const service = await server.request("POST", "/users", {
      kind: "service",
      name: "Robot",
      roles: ["member"],
    });
    const { id } = service.body as UserEntry;
    for (const [method, path, body] of [
      ["GET", "/users", undefined],
      ["POST", "/users", { kind: "service", name: "x", roles: ["admin"] }],
      ["POST", "/users/invite", { email: "x@example.com", name: "x", roles: ["admin"] }],
      ["PATCH", `/users/${member.id}`, { roles: ["admin"] }],
      ["PATCH", `/users/${victim?.id}`, { disabled: true }],
      ["POST", `/users/${victim?.id}/reset-link`, undefined],
      ["POST", `/users/${victim?.id}/end-sessions`, undefined],
      ["GET", `/users/${id}/tokens`, undefined],
      ["POST", `/users/${id}/tokens`, { name: "x", scope: "all" }],
    ] as const) {
      const answer = await server.request(method, path, body, as(member));
      expect([answer.status, code(answer)], path).toEqual([403, "not_permitted"]);
    }
    expect((await users()).find((user) => user.id === member.id)?.roles).toEqual(["member"]);
  });

  test("sets what a call does not name, or a role that does not exist", async () => {
    const someone = await person();
    for (const field of ["id", "email", "kind", "password", "workspace", "state", "created_at"]) {
      const answer = await change(someone.id, { [field]: "x" });
      expect([answer.status, code(answer)], field).toEqual([422, "unknown_field"]);
      const invited = await server.request("POST", "/users/invite", {
        email: "y@example.com",
        roles: ["member"],
        ...(field === "email" ? { account: "x" } : { [field]: "x" }),
      });
      expect(invited.status, field).toBe(422);
    }
    for (const roles of [
      [],
      ["root"],
      ["admin'--"],
      ["__proto__"],
      "admin",
      { 0: "admin" },
      [null],
    ]) {
      const answer = await change(someone.id, { roles });
      expect(answer.status, JSON.stringify(roles)).toBe(422);
    }
    for (const id of ["x", "01a00000-0000-7000-8000-000000000000"])
      expect(code(await change(id, { disabled: true }))).toBe("user_not_found");
  });
});

test("nobody gives, or acts on, a role that he lacks, whichever way he got in (CVE-2026-25045)", async () => {
  const member = await person("keeper", "member");
  const [target, admin] = [await person(), await person("admin")];
  const { database } = server.services;
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  const { workspaceId } = catalog;
  const by: Principal = {
    account: { id: member.id, email: member.email, name: "" },
    roles: ["admin"],
    digest: "",
    via: "session",
    scope: "all",
    lacksSecondFactor: false,
    onlooker: null,
    expiresAt: null,
  };
  const actor = { workspaceId, account: member.id, via: "session", address: "" } as const;
  const who = { principal: by, actor, catalog };
  const codes = async (done: Promise<Result<unknown>>) => {
    const outcome = await done;
    return outcome.ok ? "done" : outcome.problems[0]?.code;
  };
  const change = (id: string, roles: readonly string[] | null, disabled: boolean | null) =>
    codes(changeMember(database, who, id, { roles, disabled }, async () => undefined));
  expect(await change(target.id, ["admin"], null)).toBe("role_beyond_yours");
  expect(await change(admin.id, null, true)).toBe("role_beyond_yours");
  expect(await change(target.id, ["member"], null)).toBe("done");
  const service = { name: "x", roles: ["admin"] };
  expect(await codes(createService(database, who, service))).toBe("role_beyond_yours");
  const looked = (id: string) => codes(judged(requireHeld(database, who, id)));
  expect(await looked(admin.id)).toBe("role_beyond_yours");
  expect(await looked(member.id)).toBe("not_yourself");
  expect(await looked(target.id)).toBe("done");
  await server.request("PATCH", `/users/${member.id}`, { disabled: true });
  expect(await change(target.id, ["member"], null)).toBe("not_permitted");
  expect(await looked(target.id)).toBe("not_permitted");
  await server.request("PATCH", `/users/${admin.id}`, { disabled: true });
});

test("the last administrator stays one, also when two try to unmake each other at once", async () => {
  const first = await person("admin");
  const admins = async () =>
    (await users()).filter(
      ({ roles, state, kind }) =>
        kind === "person" && roles.includes("admin") && state === "active",
    );
  for (const admin of await admins())
    if (admin.id !== first.id && admin.email !== server.admin.email)
      await change(admin.id, { disabled: true });
  // A program with the role is nobody who could help people.
  await server.request("POST", "/users", { kind: "service", name: "Root", roles: ["admin"] });
  const [keeper] = (await admins()).filter(({ id }) => id !== first.id);
  for (let round = 0; round < 5; round++) {
    const fresh = await sessionOf(server, first.email, password);
    const answers = await Promise.all([
      change(keeper?.id ?? "", { roles: ["member"] }, withCookie(fresh)),
      change(first.id, { roles: ["member"] }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()[0]).toBe(200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await server.services.database.run({
      text: "select count(*) from core.membership m join core.account a on a.id = m.account where 'admin' = any(m.roles) and a.kind = 'person' and not m.disabled",
      values: [],
    });
    expect(rows[0]?.[0]).toBe("1");
    await server.services.database.run({
      text: "update core.membership set roles = '{admin}' where account = any($1)",
      values: [[first.id, keeper?.id]],
    });
    server.services.credentials.forgetAll();
  }
  const fresh = await sessionOf(server, first.email, password);
  await change(keeper?.id ?? "", { disabled: true }, withCookie(fresh));
  const last = await server.request("GET", "/users", undefined, withCookie(fresh));
  expect(last.status).toBe(200);
  // Only the program could still try.
  await server.services.database.run({
    text: "update core.membership set disabled = false where account = $1",
    values: [keeper?.id],
  });
});

describe("a service account", () => {
  const make = async () =>
    (await server.request("POST", "/users", { kind: "service", name: "Export", roles: ["member"] }))
      .body as UserEntry;

  test("comes in by token alone, and its tokens are its administrators' to see and end", async () => {
    const service = await make();
    expect(service).toMatchObject({ kind: "service", email: null, state: "active" });
    const path = `/users/${service.id}/tokens`;
    const made = await server.request("POST", path, { name: "nightly", scope: "read" });
    const { token, id } = made.body as MadeToken;
    expect(made.status).toBe(201);
    expect((await server.request("GET", "/auth/me", undefined, { token })).body).toMatchObject({
      user: { id: service.id, name: "Export" },
      roles: ["member"],
    });
    const list = await server.request("GET", path);
    expect(JSON.stringify(list.body)).toContain(id);
    expect(JSON.stringify(list.body)).not.toContain(token);
    const another = await make();
    const wrong = await server.request("DELETE", `/users/${another.id}/tokens/${id}`);
    expect([wrong.status, code(wrong)]).toEqual([404, "token_not_found"]);
    expect((await server.request("DELETE", `${path}/${id}`)).status).toBe(204);
    await refusedEverywhere({ token });
  });

  test("has no password, by no way", async () => {
    const service = await make();
    const answer = await server.request("POST", `/users/${service.id}/reset-link`);
    expect([answer.status, code(answer)]).toEqual([409, "service_has_no_password"]);
    const { rows } = await server.services.database.run({
      text: "select email, password from core.account where id = $1",
      values: [service.id],
    });
    expect(rows).toEqual([[`${service.id}@service.invalid`, null]]);
    const signedIn = await server.request(
      "POST",
      "/auth/sign-in",
      { email: `${service.id}@service.invalid`, password: "x" },
      { token: null, headers: ours },
    );
    expect([signedIn.status, code(signedIn)]).toEqual([401, "wrong_credentials"]);
  });

  test("makes no token for itself or for people", async () => {
    const root = await server.request("POST", "/users", {
      kind: "service",
      name: "Root",
      roles: ["admin"],
    });
    const { id } = root.body as UserEntry;
    const made = await server.request("POST", `/users/${id}/tokens`, { name: "x", scope: "all" });
    const { token } = made.body as MadeToken;
    const own = await server.request(
      "POST",
      `/users/${id}/tokens`,
      { name: "more", scope: "all" },
      { token },
    );
    expect([own.status, code(own)]).toEqual([409, "not_yourself"]);
    const someone = await person();
    const theirs = await server.request(
      "POST",
      `/users/${someone.id}/tokens`,
      { name: "x", scope: "all" },
      { token },
    );
    expect([theirs.status, code(theirs)]).toEqual([409, "not_a_service_account"]);
    await change(id, { disabled: true });
  });
});

test("a link to a password is never handed over for somebody of another workspace too", async () => {
  const someone = await person();
  const { database } = server.services;
  await database.run({
    text: `with place as (insert into core.workspace (id, name, schema, created_at) values (gen_random_uuid(), 'elsewhere', 'w_elsewhere', now()) returning id)
      insert into core.membership (id, workspace, account, roles, created_at) select gen_random_uuid(), id, $1, '{member}', now() from place`,
    values: [someone.id],
  });
  const answer = await server.request("POST", `/users/${someone.id}/reset-link`);
  expect([answer.status, code(answer)]).toEqual([409, "user_belongs_elsewhere"]);
  for (const table of ["membership", "workspace"])
    await database.run({
      text: `delete from core.${table} where ${table === "workspace" ? "name = 'elsewhere'" : "workspace in (select id from core.workspace where name = 'elsewhere')"}`,
      values: [],
    });
});

test("unknown, wrong, disabled, invited and service accounts are refused in the same words", async () => {
  const disabled = await person();
  await change(disabled.id, { disabled: true });
  await server.request("POST", "/users/invite", {
    email: "invited@example.com",
    roles: ["member"],
  });
  const told = async (email: string, text: string) => {
    const { status, body, headers } = await server.request(
      "POST",
      "/auth/sign-in",
      { email, password: text },
      { token: null, headers: ours },
    );
    return [status, { ...(body as object), request_id: "" }, headers.get("set-cookie")];
  };
  const unknown = await told("nobody@example.com", password);
  expect(unknown[0]).toBe(401);
  for (const [email, text] of [
    [server.admin.email, "wrong"],
    [disabled.email, password],
    ["invited@example.com", password],
    ["invited@example.com", ""],
  ] as const)
    if (text !== "") expect(await told(email, text)).toEqual(unknown);
});

test("what another site makes a browser send changes no member", async () => {
  const admin = await person("admin");
  const foreign = {
    token: null,
    headers: { cookie: admin.cookie, "sec-fetch-site": "cross-site" },
  };
  for (const [method, path, body] of [
    ["POST", "/users", { kind: "service", name: "x", roles: ["admin"] }],
    ["POST", "/users/invite", { email: "z@example.com", roles: ["admin"] }],
    ["PATCH", `/users/${admin.id}`, { disabled: true }],
    ["POST", "/account/tokens", { name: "x", scope: "all" }],
    ["POST", "/account/password", { current_password: password, password: "x y z x y z w" }],
    ["POST", "/auth/invitations/accept", { token: "x", password }],
    ["POST", "/auth/password-reset", { email: admin.email }],
  ] as const) {
    const answer = await server.request(method, path, body, foreign);
    expect([answer.status, code(answer)], path).toEqual([403, "cross_site_request"]);
  }
});
