/** Looking at the workspace as somebody else: what he sees, nothing of his own, and no change. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureAccount, grantMembership } from "../../engine/access/accounts.ts";
import { roleId } from "../../engine/access/roles.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { code, sessionOf, withCookie } from "../support/sessions.ts";

let server: TestServer;
let ann: { readonly id: string; readonly token: string };
let cookie: string;

const password = "correct horse battery";

async function member(name: string, ...roles: readonly string[]): Promise<string> {
  const { database, catalogs } = server.services;
  const catalog = await catalogs.current("demo");
  if (catalog === null) throw new Error("No workspace");
  const email = `${name}@example.org`;
  const account = await ensureAccount(database, { email, name, password });
  const ids = roles.map((role) => roleId(catalog, role) ?? "");
  await grantMembership(database, catalog.workspaceId, account.id, ...ids);
  return email;
}

const call = (method: string, path: string, body?: unknown) =>
  server.request(method, path, body, withCookie(cookie));

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", { name: { type: "string" }, grade: { type: "integer" } }),
      {
        kind: "role",
        name: "own_notes",
        content: {
          name: "own_notes",
          title: "Own notes",
          objects: {
            note: { read: "own", create: true, update: "own", fields: { name: "write" } },
          },
        },
      },
      {
        kind: "role",
        name: "onlooker",
        content: { name: "onlooker", title: "Onlooker", administration: ["view_as"] },
      },
    ],
  });
  ann = await person(server, "ann", "own_notes");
  await server.request("POST", "/records/note", { name: "of the administrator", grade: 1 });
  await server.request("POST", "/records/note", { name: "of ann" }, { token: ann.token });
  await member("root", "admin");
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.services.database.run({ text: "delete from core.sign_in_attempt", values: [] });
  cookie = await sessionOf(server, "root@example.org", password);
});

test("shows what the other sees and changes nothing, until it is ended", async () => {
  expect((await call("POST", `/users/${ann.id}/view-as`)).status).toBe(204);
  const me = await call("GET", "/auth/me");
  expect(me.body).toMatchObject({
    user: { name: "ann" },
    roles: ["own_notes"],
    can_design: false,
    viewed_by: { name: "root" },
  });
  const list = (await call("GET", "/records/note")).body as { data: readonly object[] };
  expect(list.data).toHaveLength(1);
  expect(list.data[0]).toMatchObject({ name: "of ann" });
  expect(list.data[0]).not.toHaveProperty("grade");
  expect(code(await call("POST", "/records/note", { name: "x" }))).toBe("viewing_only_reads");
  expect(code(await call("POST", "/metadata/publish", {}))).toBe("viewing_only_reads");
  for (const path of ["/account", "/account/sessions", "/account/tokens", "/account/second-factor"])
    expect([path, code(await call("GET", path))]).toEqual([path, "viewing_not_this"]);
  expect((await call("GET", "/users")).status).toBe(403);
  expect((await call("DELETE", "/auth/view-as")).status).toBe(204);
  const { body } = await server.request("GET", "/audit?limit=2");
  expect(body).toMatchObject({
    data: [
      { action: "viewing_ended", subject: { whom: "ann" } },
      { action: "viewing_begun", subject: { whom: "ann" } },
    ],
  });
  expect((await call("GET", "/auth/me")).body).toMatchObject({ user: { name: "root" } });
  expect((await call("GET", "/auth/me")).body).not.toHaveProperty("viewed_by");
  expect((await call("POST", "/records/note", { name: "x" })).status).toBe(201);
});

test("another session of the same person is left alone, and signing out ends the one", async () => {
  const other = await sessionOf(server, "root@example.org", password);
  await call("POST", `/users/${ann.id}/view-as`);
  const me = await server.request("GET", "/auth/me", undefined, withCookie(other));
  expect(me.body).toMatchObject({ user: { name: "root" } });
  expect((await call("POST", "/auth/sign-out")).status).toBe(204);
  expect((await call("GET", "/auth/me")).status).toBe(401);
});

test("ends by itself after its time, and when the other is disabled", async () => {
  await call("POST", `/users/${ann.id}/view-as`);
  const forgotten = () => server.services.credentials.forgetAll();
  await server.services.database.run({
    text: "update core.session set viewing_until = $1 where viewing is not null",
    values: [new Date(Date.now() - 1000)],
  });
  forgotten();
  expect((await call("GET", "/auth/me")).body).toMatchObject({ user: { name: "root" } });
  await call("POST", `/users/${ann.id}/view-as`);
  await server.request("PATCH", `/users/${ann.id}`, { disabled: true });
  expect((await call("GET", "/auth/me")).body).toMatchObject({ user: { name: "root" } });
  expect(code(await call("POST", `/users/${ann.id}/view-as`))).toBe("user_is_disabled");
  await server.request("PATCH", `/users/${ann.id}`, { disabled: false });
});

test("is for who has the right, by a session, and never as one who may do more", async () => {
  expect(code(await server.request("POST", `/users/${ann.id}/view-as`))).toBe(
    "viewing_needs_session",
  );
  await member("looker", "onlooker", "own_notes");
  const root = (await call("GET", "/auth/me")).body as { user: { id: string } };
  cookie = await sessionOf(server, "looker@example.org", password);
  expect(code(await call("POST", `/users/${root.user.id}/view-as`))).toBe("role_beyond_yours");
  expect((await call("POST", `/users/${ann.id}/view-as`)).status).toBe(204);
  expect((await call("GET", "/records/note")).status).toBe(200);
  // The right is taken away while he looks.
  await member("looker", "own_notes");
  server.services.credentials.forgetAll();
  expect(code(await call("GET", "/records/note"))).toBe("viewing_not_permitted");
  expect((await call("DELETE", "/auth/view-as")).status).toBe(204);
  await member("plain", "member");
  cookie = await sessionOf(server, "plain@example.org", password);
  expect((await call("POST", `/users/${ann.id}/view-as`)).status).toBe(403);
});
