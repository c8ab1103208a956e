/** Whose a credential is, for how long and for what, as far as rights hang on it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createToken } from "../../engine/access/credentials.ts";
import { callsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import { secondWorkspace } from "../support/second-workspace.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { code, ours, sessionOf, withCookie } from "../support/sessions.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let neighbour: TestServer;
let clerk: Person;
let cookie: string;
const { call } = callsOf(() => server);
const documents = [
  objectDocument("note", { text: { type: "string" } }),
  role("clerk", { note: { create: true, read: true } }),
];

beforeAll(async () => {
  server = await startTestServer({ documents });
  neighbour = await secondWorkspace(server, "neighbour", documents);
  clerk = await person(server, "clerk", "clerk");
});
afterAll(() => server.stop());
beforeEach(async () => {
  cookie = await sessionOf(server, server.admin.email, server.admin.password);
});

/** A statement that another process runs, obeyed at once. */
async function run(text: string, ...values: readonly unknown[]): Promise<void> {
  await server.services.database.run({ text, values });
  server.services.credentials.forgetAll();
}

const byToken = async (token: string | null = clerk.token) =>
  (await server.request("GET", "/records/note", undefined, { token })).status;
const bySession = async (sent = cookie) =>
  (await server.request("GET", "/records/note", undefined, withCookie(sent))).status;

const accountOf = async (email: string): Promise<string> => {
  const { rows } = await server.services.database.run({
    text: "select id from core.account where email = $1",
    values: [email],
  });
  return String(rows[0]?.[0]);
};

test("nobody is nobody", async () => {
  expect(await byToken(null)).toBe(401);
  expect(await byToken()).toBe(200);
});

test("a token that only reads writes nothing; what it is for later engines is less, never more", async () => {
  const { database, catalogs } = server.services;
  const workspace = (await catalogs.current("demo"))?.workspaceId ?? "";
  const scope = { name: "x", scope: "read", expiresAt: null } as const;
  const token = await createToken(database, workspace, clerk.id, scope);
  const write = async () => code(await call("POST", "/records/note", { text: "x" }, { token }));
  expect(await byToken(token)).toBe(200);
  expect(await write()).toBe("token_only_reads");
  await run("update core.token set scope = 'half' where account = $1", clerk.id);
  expect(await write()).toBe("token_only_reads");
  await run("update core.token set scope = 'all' where account = $1", clerk.id);
  expect((await call("POST", "/records/note", { text: "x" }, { token })).status).toBe(201);
});

test("a role is meant by its id: its name in a membership grants nothing", async () => {
  const by = await person(server, "named", "clerk");
  await run("update core.membership set roles = array['clerk'] where account = $1", by.id);
  expect(await byToken(by.token)).toBe(404);
});

test("a credential of another workspace is none here", async () => {
  expect(await byToken(neighbour.adminToken)).toBe(401);
  const { email, password } = neighbour.admin;
  const [, value] = (await sessionOf(neighbour, email, password)).split("=");
  expect(await bySession(`tenon-demo=${value}`)).toBe(401);
});

test("a token ends when it says so", async () => {
  const by = await person(server, "brief", "clerk");
  expect(await byToken(by.token)).toBe(200);
  const past = new Date(Date.now() - 1000);
  await run("update core.token set expires_at = $2 where account = $1", by.id, past);
  expect(await byToken(by.token)).toBe(401);
});

test("a session ends without use, and in all", async () => {
  const long = new Date(Date.now() - 400 * 86_400_000);
  expect(await bySession()).toBe(200);
  await run("update core.session set created_at = $1", long);
  expect(await bySession()).toBe(401);
  await run("update core.session set created_at = now(), used_at = $1", long);
  expect(await bySession()).toBe(401);
  await run("update core.session set used_at = now()");
  expect(await bySession()).toBe(200);
});

test("who is disabled, here or everywhere, or only invited, is nobody by any credential", async () => {
  const admin = await accountOf(server.admin.email);
  const [token] = [server.adminToken];
  for (const [table, key, column] of [
    ["account", "id", "disabled"],
    ["membership", "account", "disabled"],
    ["membership", "account", "invited"],
  ]) {
    await run(`update core.${table} set ${column} = true where ${key} = $1`, admin);
    expect([table, column, await byToken(token), await bySession()]).toEqual([
      table,
      column,
      401,
      401,
    ]);
    await run(`update core.${table} set ${column} = false where ${key} = $1`, admin);
    expect([await byToken(token), await bySession()]).toEqual([200, 200]);
  }
});

test("who is looked at is of this workspace, and looking on is reading", async () => {
  const principal = async () => {
    const { credentials, catalogs } = server.services;
    const workspace = (await catalogs.current("demo"))?.workspaceId ?? "";
    return credentials.identify(workspace, cookie.split("=")[1] ?? "");
  };
  const view = (account: string) =>
    run("update core.session set viewing = $1, viewing_until = now() + interval '1 hour'", account);
  await view(await accountOf(neighbour.admin.email));
  expect(await principal()).toMatchObject({ onlooker: null, scope: "all" });
  await view(clerk.id);
  expect(await principal()).toMatchObject({ account: { id: clerk.id }, scope: "read" });
});

test("sessions end when their owner is disabled", async () => {
  const by = await person(server, "leaving", "clerk");
  const sessions = async () =>
    (
      await server.services.database.run({
        text: "select count(*) from core.session where account = $1",
        values: [by.id],
      })
    ).rows[0]?.[0];
  await run(
    "update core.session set account = $1 where account = $2",
    by.id,
    await accountOf(server.admin.email),
  );
  expect(await sessions()).not.toBe("0");
  expect((await call("PATCH", `/users/${by.id}`, { disabled: true })).status).toBe(200);
  expect(await sessions()).toBe("0");
});

test("the audit log is that of one's own workspace", async () => {
  const robot = { kind: "service", name: "Canary", roles: ["member"] };
  const made = await neighbour.request("POST", "/users", robot, { headers: ours });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const read = async (at: TestServer) => JSON.stringify((await at.request("GET", "/audit")).body);
  expect(await read(neighbour)).toContain("Canary");
  expect(await read(server)).not.toContain("Canary");
});
