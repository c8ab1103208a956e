/** Who looks after users with a role of his own acts on nobody who may do more than he, by no way. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { code } from "../support/sessions.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let keeper: Person;
const { call } = callsOf(() => server);

beforeAll(async () => {
  server = await startTestServer({
    documents: [role("keeper", {}, { administration: ["users", "view_as"] })],
  });
  keeper = await person(server, "keeper", "keeper");
});
afterAll(() => server.stop());

/** An administrator who has been made in each of the ways. */
async function made(path: string, body: object): Promise<string> {
  const answer = await call("POST", path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  const { id, user } = answer.body as { readonly id?: string; readonly user?: { id: string } };
  return id ?? user?.id ?? "";
}

test("the last administrator stays one, whoever else could do it: a program is nobody who could help", async () => {
  const robot = await made("/users", { kind: "service", name: "root", roles: ["admin"] });
  const { body } = await call("POST", `/users/${robot}/tokens`, { name: "x", scope: "all" });
  const { user } = (await call("GET", "/auth/me")).body as { user: { id: string } };
  for (const change of [{ roles: ["keeper"] }, { disabled: true }]) {
    const answer = await call("PATCH", `/users/${user.id}`, change, body as { token: string });
    expect([change, code(answer)]).toEqual([change, "last_administrator"]);
  }
});

test("nobody gives a role that he lacks", async () => {
  const equal = await person(server, "equal", "keeper");
  const email = "x@example.com";
  for (const [method, path, body] of [
    ["PATCH", `/users/${equal.id}`, { roles: ["admin"] }],
    ["POST", "/users", { kind: "service", name: "x", roles: ["admin"] }],
    ["POST", "/users/invite", { email, name: "x", roles: ["admin"] }],
  ] as const)
    expect([path, code(await call(method, path, body, keeper))]).toEqual([
      path,
      "role_beyond_yours",
    ]);
  const own = { email, name: "x", roles: ["keeper"] };
  expect((await call("POST", "/users/invite", own, keeper)).status).toBe(201);
});

test("nobody acts on one who may do more", async () => {
  const admin = await person(server, "other", "admin");
  const robot = await made("/users", { kind: "service", name: "robot", roles: ["admin"] });
  const email = "invited@example.com";
  const invited = await made("/users/invite", { email, name: "x", roles: ["admin"] });
  for (const [method, path, body] of [
    ["PATCH", `/users/${admin.id}`, { disabled: true }],
    ["PATCH", `/users/${admin.id}`, { roles: ["keeper"] }],
    ["POST", `/users/${admin.id}/end-sessions`, undefined],
    ["POST", `/users/${admin.id}/reset-link`, undefined],
    ["POST", `/users/${invited}/reset-link`, undefined],
    ["POST", "/users/invite", { email, name: "x", roles: ["keeper"] }],
    ["GET", `/users/${robot}/tokens`, undefined],
    ["POST", `/users/${robot}/tokens`, { name: "x" }],
  ] as const)
    expect([path, code(await call(method, path, body, keeper))]).toEqual([
      path,
      "role_beyond_yours",
    ]);
});
