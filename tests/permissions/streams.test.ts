/** Streams of changes end when what they were opened with holds no more. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAccount, grantMembership } from "../../engine/access/accounts.ts";
import { callsOf } from "../support/calls.ts";
import { follow } from "../support/change-stream.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { ours, sessionOf, withCookie } from "../support/sessions.ts";
import { role } from "./role-document.ts";

let server: TestServer;
const { call, make } = callsOf(() => server);
const password = "correct horse battery";

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("task", { text: { type: "string" } }),
      role("of_department", { task: { create: true, read: "department" } }),
      role("reader", { task: { read: true } }),
      role("other_reader", { task: { read: true } }),
      role("own", { task: { create: true, read: "own" } }),
    ],
    settings: { TENON_REQUIRE_SECOND_FACTOR: "all" },
  });
});
afterAll(() => server.stop());

const run = (text: string, ...values: readonly unknown[]) =>
  server.services.database.run({ text, values });

/** An administrator with a session that has a second factor; his account. */
async function administrator(name: string): Promise<{ id: string; cookie: string }> {
  const { database, catalogs } = server.services;
  const workspace = (await catalogs.current("demo"))?.workspaceId ?? "";
  const email = `${name}@example.org`;
  const { id } = await ensureAccount(database, { email, name, password });
  await grantMembership(database, workspace, id, "admin");
  const cookie = await sessionOf(server, email, password);
  await run(
    "insert into core.totp (id, account, sealed, created_at, confirmed_at) values (gen_random_uuid(), $1, 'x', now(), now())",
    id,
  );
  server.services.credentials.forgetAll();
  return { id, cookie };
}

const listen = (cookie: string) =>
  follow(server, { token: null, objects: "task", headers: { ...ours, cookie } });

test("a stream of who looks on as another ends when he looks away, or may look no more", async () => {
  const [ann, ben] = [await administrator("ann"), await administrator("ben")];
  const view = (method: string, path: string) =>
    server.request(method, path, undefined, withCookie(ann.cookie));
  expect((await view("POST", `/users/${ben.id}/view-as`)).status).toBe(204);
  const first = await listen(ann.cookie);
  expect((await view("DELETE", "/auth/view-as")).status).toBe(204);
  expect(await first.ended()).toBe("rights_changed");
  expect((await view("POST", `/users/${ben.id}/view-as`)).status).toBe(204);
  const second = await listen(ann.cookie);
  await run("update core.membership set roles = array['member'] where account = $1", ann.id);
  expect(await second.ended()).toBe("rights_changed");
});

test("a stream of who has another role ends, whatever that grants", async () => {
  const { token } = await person(server, "changing", "reader");
  const stream = await follow(server, { token, objects: "task" });
  await person(server, "changing", "other_reader");
  expect(await stream.ended()).toBe("rights_changed");
});

test("a stream of who is moved elsewhere ends", async () => {
  const department = await make("department", { name: "x" });
  const mover = await person(server, "mover", "of_department");
  const keeper = await person(server, "keeper", "of_department");
  await call("PATCH", `/records/user/${keeper.id}`, { department });
  const stream = await follow(server, { token: mover.token, objects: "task" });
  await run(`update w_demo."user" set department = $2 where id = $1`, mover.id, department);
  expect(await stream.ended()).toBe("rights_changed");
});

test("a stream of who needs a second factor and has none any more ends", async () => {
  const { id, cookie } = await administrator("cara");
  const stream = await listen(cookie);
  await run("delete from core.totp where account = $1", id);
  expect(await stream.ended()).toBe("second_factor_needed");
});

test("a position is good for who was given it", async () => {
  const [one, two] = [await person(server, "one", "own"), await person(server, "two", "own")];
  const before = await follow(server, { token: one.token, objects: "task" });
  const id = before.lastId();
  before.close();
  const resumed = async (token: string) => {
    const stream = await follow(server, {
      token,
      objects: "task",
      headers: { "last-event-id": id },
    });
    stream.close();
    return !stream.text().includes("event: reset");
  };
  expect([await resumed(one.token), await resumed(two.token)]).toEqual([true, false]);
});
