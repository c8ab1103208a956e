/** Two workspaces of one installation: whatever belongs to one is nothing in the other. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureAccount, grantMembership } from "../../engine/access/accounts.ts";
import { createToken } from "../../engine/access/credentials.ts";
import { routes } from "../../engine/http/routes.ts";
import { databaseContents } from "../support/database-contents.ts";
import { sentFileId } from "../support/files.ts";
import { importCalls } from "../support/import-calls.ts";
import { routeAddress } from "../support/route-address.ts";
import { secondWorkspace } from "../support/second-workspace.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { code, cookieOf, sessionOf, signIn, withCookie } from "../support/sessions.ts";

const mark = "canary-of-demo-7f3a";
const documents = [
  objectDocument("note", {
    text: { type: "string" },
    paper: { $ref: "tenon:attachment" },
    pin: { $ref: "tenon:secret" },
    other: { $ref: "tenon:lookup", target: "note" },
  }),
];

let server: TestServer;
let neighbour: TestServer;
/** Ids of things of the first workspace, by the name of the parameter that would hold them. */
let theirs: Readonly<Record<"record" | "file" | "job" | "user" | "token" | "session", string>>;

beforeAll(async () => {
  server = await startTestServer({ documents });
  neighbour = await secondWorkspace(server, "neighbour", documents);
  const file = await sentFileId(server, { name: `${mark}.png` });
  const body = { text: mark, pin: mark, paper: file };
  const record = idOf(await server.request("POST", "/records/note", body));
  const calls = importCalls(() => server);
  const job = await calls.post(`text\n${mark}\n`, {}, "/import/note");
  await untilEnded(idOf(job));
  const robot = { kind: "service", name: mark, roles: ["member"] };
  const user = idOf(await server.request("POST", "/users", robot));
  const token = idOf(await server.request("POST", `/users/${user}/tokens`, { name: mark }));
  const cookie = await sessionOf(server, server.admin.email, server.admin.password, mark);
  const sessions = await server.request("GET", "/account/sessions", undefined, withCookie(cookie));
  const [session] = (sessions.body as { data: { id: string }[] }).data;
  theirs = { record, file, job: idOf(job), user, token, session: session?.id ?? "" };
  for (const [what, id] of Object.entries(theirs)) expect([what, id.length]).toEqual([what, 36]);
});
afterAll(() => server.stop());

/** Waits outside of a test, where nothing can be expected of a moment. */
async function untilEnded(job: string): Promise<void> {
  const state = async () =>
    ((await server.request("GET", `/jobs/${job}`)).body as { state: string }).state;
  while ((await state()) === "running");
}

const idOf = ({ body, status }: Answer): string => {
  expect([200, 201, 202], JSON.stringify(body)).toContain(status);
  return (body as { id: string }).id;
};

/** What a route's address names, taken from the first workspace. */
function theirAddress(path: string): string {
  const id = path.startsWith("/jobs")
    ? theirs.job
    : path.startsWith("/users")
      ? theirs.user
      : path.startsWith("/account/sessions")
        ? theirs.session
        : theirs.record;
  const { token, file, record } = theirs;
  return routeAddress({ path }, { id, token, file, record, share: record, field: "paper" });
}

const silent = (answer: Answer, about: string) => {
  const said = JSON.stringify([answer.body, [...answer.headers]]);
  expect(said.includes(mark) ? said : "", about).toBe("");
};

describe("Flowise GHSA-c2c9-mfw7-p8hw, ToolJet CVE-2026-55411, Odoo CVE-2021-23186: ids of another workspace", () => {
  test("lead nowhere, on every route, and change nothing where they come from", async () => {
    const before = await databaseContents(server);
    for (const { method, path, guard } of routes) {
      const named = /:(?:id|token|file|record|share)\b/.test(path);
      // What names nothing and changes something changes the second workspace alone.
      if (guard === "public" || (!named && method !== "GET")) continue;
      const address = theirAddress(path);
      const body = method === "GET" ? undefined : {};
      const answer = await neighbour.request(method, address, body, {
        headers: { "if-match": "*" },
      });
      const about = `${method} ${address} ${answer.status}`;
      silent(answer, about);
      expect([about, answer.status < 500]).toEqual([about, true]);
      // Shares of a record that is not there are none.
      const isEmpty = JSON.stringify(answer.body) === '{"data":[]}';
      if (named) expect([about, isEmpty || answer.status >= 400]).toEqual([about, true]);
      if (named && method === "GET" && !isEmpty)
        expect([about, answer.status]).toEqual([about, 404]);
    }
    const changed = (await databaseContents(server)).filter((line) => !before.includes(line));
    expect(changed.filter((line) => line.startsWith("w_demo."))).toEqual([]);
    const { database } = server.services;
    const kept = await database.run({
      text: "select (select count(*) from core.session where id = $1), (select count(*) from core.token where id = $2)",
      values: [theirs.session, theirs.token],
    });
    expect(kept.rows).toEqual([["1", "1"]]);
  });

  test("are refused in the body of a write: records, files", async () => {
    for (const body of [
      { other: theirs.record },
      { paper: theirs.file },
      { paper: { id: theirs.file } },
    ]) {
      const answers = [
        await neighbour.request("POST", "/records/note", body),
        await neighbour.request("POST", "/records/note", [{ text: "x" }, body]),
      ];
      for (const answer of answers) {
        expect([answer.status, JSON.stringify(body)]).toEqual([422, JSON.stringify(body)]);
        silent(answer, JSON.stringify(body));
      }
    }
  });

  test("and cursors show the second workspace its own records or nothing", async () => {
    await server.request("POST", "/records/note", { text: `${mark} too` });
    const own = idOf(await neighbour.request("POST", "/records/note", { text: "own" }));
    for (const sort of ["text", "-created_at", ""]) {
      const first = await server.request("GET", `/records/note?limit=1&sort=${sort}`);
      const { next } = first.body as { next: string };
      expect(next).not.toBeNull();
      const after = new URLSearchParams({ sort, limit: "10", after: next });
      const answer = await neighbour.request("GET", `/records/note?${after}`);
      silent(answer, sort);
      if (answer.status !== 200) continue;
      for (const { id } of (answer.body as { data: { id: string }[] }).data) expect(id).toBe(own);
    }
  });

  test("and sealed texts do not open there, also under the same id", async () => {
    const { database } = server.services;
    const own = idOf(await neighbour.request("POST", "/records/note", { text: "x", pin: "own" }));
    await database.run({
      text: "update w_neighbour.note set pin = (select pin from w_demo.note where id = $1), id = $1 where id = $2",
      values: [theirs.record, own],
    });
    const path = `/records/note/${theirs.record}/secrets/pin`;
    const there = await neighbour.request("POST", path);
    silent(there, "revealed");
    expect([there.status >= 400, code(there)]).toEqual([true, "secret_not_readable"]);
    const here = await server.request("POST", path);
    expect(here.body).toEqual({ value: mark });
    await database.run({
      text: "delete from w_neighbour.note where id = $1",
      values: [theirs.record],
    });
  });
});

describe("Odoo CVE-2018-14887: who belongs to two workspaces", () => {
  const email = "both@example.com";
  const password = "three unrelated words";
  let tokens: readonly [string, string];

  beforeAll(async () => {
    const { database, catalogs } = server.services;
    const account = await ensureAccount(database, { email, name: "Both", password });
    const made: string[] = [];
    for (const name of ["demo", "neighbour"]) {
      const { workspaceId = "" } = (await catalogs.current(name)) ?? {};
      await grantMembership(database, workspaceId, account.id, "admin");
      made.push(await createToken(database, workspaceId, account.id));
    }
    tokens = [made[0] ?? "", made[1] ?? ""];
  });

  test("comes into each with a token or a session of that one alone", async () => {
    const [here, there] = tokens;
    const ask = (at: TestServer, token: string) =>
      at.request("GET", "/auth/me", undefined, { token });
    expect((await ask(server, here)).body).toMatchObject({ workspace: "demo" });
    expect((await ask(neighbour, there)).body).toMatchObject({ workspace: "neighbour" });
    expect([(await ask(server, there)).status, (await ask(neighbour, here)).status]).toEqual([
      401, 401,
    ]);
    const cookie = cookieOf(await signIn(server, email, password));
    const asked = (at: TestServer, sent: string) =>
      at.request("GET", "/auth/me", undefined, withCookie(sent));
    expect((await asked(server, cookie)).status).toBe(200);
    for (const sent of [cookie, cookie.replace("tenon-demo", "tenon-neighbour")])
      expect((await asked(neighbour, sent)).status).toBe(401);
  });

  test("is not led into another one by a header that names a host", async () => {
    const [here] = tokens;
    for (const header of ["host", "x-forwarded-host", "forwarded", "x-tenant", "x-workspace"]) {
      const value = header === "forwarded" ? "host=neighbour" : "neighbour";
      const answer = await server.request("GET", "/auth/me", undefined, {
        token: here,
        headers: { [header]: value },
      });
      expect([header, answer.body]).toMatchObject([header, { workspace: "demo" }]);
    }
  });

  test("repeats nothing of one in the other by an Idempotency-Key", async () => {
    const headers = { "idempotency-key": "the same" };
    const post = (at: TestServer, token: string) =>
      at.request("POST", "/records/note", { text: "once" }, { token, headers });
    const first = await post(server, tokens[0]);
    const second = await post(neighbour, tokens[1]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("idempotency-replayed")).toBeNull();
    expect(idOf(second)).not.toBe(idOf(first));
    expect(idOf(await post(server, tokens[0]))).toBe(idOf(first));
  });
});
