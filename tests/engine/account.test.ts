import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureAccount, grantMembership } from "../../engine/access/accounts.ts";
import type { MadeToken, SessionList, TokenList } from "../../metadata/account-wire.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { code, cookieOf, ours, sessionOf, signIn, withCookie } from "../support/sessions.ts";

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("note", { text: { type: "string" } })],
  });
  other = await server.second();
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

let email = "";
let people = 0;
const password = "correct horse battery";
let personId = "";

async function workspaceId(): Promise<string> {
  return (await server.services.catalogs.current("demo"))?.workspaceId ?? "";
}

beforeEach(async () => {
  const { database } = server.services;
  email = `person${++people}@example.com`;
  const account = await ensureAccount(database, { email, name: "Person", password });
  await grantMembership(database, await workspaceId(), account.id, "member");
  personId = account.id;
});
afterEach(async () => {
  await server.services.database.run({ text: "delete from core.sign_in_attempt", values: [] });
});

const statusOf = async (at: TestServer, options: { token?: string | null; headers?: object }) =>
  (await at.request("GET", "/auth/me", undefined, options as never)).status;

/** Refused within a second on both servers. */
async function refusedEverywhere(options: { token?: string | null; headers?: object }) {
  for (const at of [server, other])
    await expect.poll(() => statusOf(at, options), { interval: 25 }).toBe(401);
}

describe("one's own sessions", () => {
  const windows =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

  test("are listed in plain words, with the one that asks marked", async () => {
    await sessionOf(server, email, password, windows);
    const cookie = await sessionOf(server, email, password, phone);
    const answer = await server.request("GET", "/account/sessions", undefined, withCookie(cookie));
    const { data } = answer.body as SessionList;
    expect(data.map(({ device, current }) => [device, current])).toEqual([
      ["Safari on iPhone", true],
      ["Chrome on Windows", false],
    ]);
    for (const entry of data) {
      expect(entry).toMatchObject({ address: expect.stringMatching(/127\.0\.0\.1|::1/) });
      expect(new Date(entry.created_at).toISOString()).toBe(entry.created_at);
    }
    const chinese = await server.request(
      "GET",
      "/account/sessions?locale=zh-CN",
      undefined,
      withCookie(cookie),
    );
    expect(JSON.stringify(chinese.body)).toContain("Windows 上的 Chrome");
    expect(JSON.stringify(answer.body)).not.toContain(cookie.split("=")[1]);
  });

  test("end one by one, and all others at once, on every server within a second", async () => {
    const [own, second, third] = [
      await sessionOf(server, email, password),
      await sessionOf(other, email, password),
      await sessionOf(other, email, password),
    ];
    for (const at of [server, other])
      for (const cookie of [own, second, third])
        expect(await statusOf(at, withCookie(cookie))).toBe(200);
    const list = await server.request("GET", "/account/sessions", undefined, withCookie(second));
    const id = (list.body as SessionList).data.find(({ current }) => current)?.id;
    const ended = await server.request(
      "DELETE",
      `/account/sessions/${id}`,
      undefined,
      withCookie(own),
    );
    expect(ended.status).toBe(204);
    await refusedEverywhere(withCookie(second));
    expect(await statusOf(other, withCookie(third))).toBe(200);
    const others = await server.request(
      "POST",
      "/account/sessions/end-others",
      undefined,
      withCookie(own),
    );
    expect(others.status).toBe(204);
    await refusedEverywhere(withCookie(third));
    expect(await statusOf(other, withCookie(own))).toBe(200);
  });

  test("of others do not exist", async () => {
    const admin = await sessionOf(server, server.admin.email, server.admin.password);
    const own = await sessionOf(server, email, password);
    const list = await server.request("GET", "/account/sessions", undefined, withCookie(admin));
    for (const id of [(list.body as SessionList).data[0]?.id, "x", "' or true --"]) {
      const answer = await server.request(
        "DELETE",
        `/account/sessions/${encodeURIComponent(id ?? "")}`,
        undefined,
        withCookie(own),
      );
      expect([answer.status, code(answer)]).toEqual([404, "session_not_found"]);
    }
    expect(await statusOf(server, withCookie(admin))).toBe(200);
  });

  test("have a new id at each sign-in, and the one a browser brought along ends", async () => {
    const first = await sessionOf(server, email, password);
    const again = await signIn(server, email, password, { cookie: first });
    expect(cookieOf(again)).not.toBe(first);
    await refusedEverywhere(withCookie(first));
    const chosen = `tenon-demo=${"A".repeat(43)}`;
    const fixed = await signIn(server, email, password, { cookie: chosen });
    expect(cookieOf(fixed)).not.toBe(chosen);
    expect(await statusOf(server, withCookie(chosen))).toBe(401);
  });

  test("end without use, and in all", async () => {
    const { database } = server.services;
    for (const [column, hours] of [
      ["used_at", 168],
      ["created_at", 720],
    ] as const) {
      const cookie = await sessionOf(server, email, password);
      const age = (more: number) =>
        database.run({
          text: `update core.session set ${column} = $1 where account = $2`,
          values: [new Date(Date.now() - hours * 3_600_000 + more), personId],
        });
      await age(60_000);
      server.services.credentials.forgetAll();
      expect(await statusOf(server, withCookie(cookie)), column).toBe(200);
      await age(-1_000);
      await refusedEverywhere(withCookie(cookie));
    }
  });
});

describe("one's own tokens", () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const make = (body: unknown, options: object) =>
    server.request("POST", "/account/tokens", body, options as never);

  test("are shown once, listed, and refused everywhere within a second of their removal", async () => {
    const cookie = withCookie(await sessionOf(server, email, password));
    const answer = await make({ name: "export", scope: "all", expires_at: inDays(30) }, cookie);
    expect(answer.status).toBe(201);
    const { token, ...entry } = answer.body as MadeToken;
    expect(token).toMatch(/^tenon_[A-Za-z0-9_-]{43}$/);
    for (const at of [server, other]) expect(await statusOf(at, { token })).toBe(200);
    const list = await server.request("GET", "/account/tokens", undefined, cookie);
    const { data } = list.body as TokenList;
    expect(data).toEqual([{ ...entry, last_used_at: expect.any(String) }]);
    expect(JSON.stringify(list.body)).not.toContain(token);
    const kept = await server.services.database.run({
      text: "select t::text from core.token as t",
      values: [],
    });
    expect(kept.rows.flat().join()).not.toContain(token.slice("tenon_".length));
    const removed = await server.request(
      "DELETE",
      `/account/tokens/${entry.id}`,
      undefined,
      cookie,
    );
    expect(removed.status).toBe(204);
    await refusedEverywhere({ token });
  });

  test("that only read refuse whatever could change something", async () => {
    const cookie = withCookie(await sessionOf(server, email, password));
    const made = await make({ name: "report", scope: "read", expires_at: inDays(1) }, cookie);
    const { token } = made.body as MadeToken;
    const reading = await server.request("GET", "/records/note", undefined, { token });
    expect(reading.status).toBe(200);
    for (const [method, path, body] of [
      ["POST", "/records/note", { text: "x" }],
      ["PUT", "/records/note?key=text", { text: "x" }],
      ["PATCH", "/records/note/01a00000-0000-7000-8000-000000000000", {}],
      ["DELETE", "/records/note/01a00000-0000-7000-8000-000000000000", undefined],
      ["POST", "/account/tokens", { name: "more", scope: "all", expires_at: inDays(1) }],
      ["POST", "/account/password", { current_password: password, password: "other words here" }],
      ["POST", "/account/sessions/end-others", undefined],
    ] as const) {
      const answer = await server.request(method, path, body, { token });
      expect([answer.status, code(answer)], `${method} ${path}`).toEqual([403, "token_only_reads"]);
    }
    const list = await server.request("GET", "/records/note", undefined, {});
    expect((list.body as { data: unknown[] }).data).toEqual([]);
  });

  test("end: within a year, never in the past, never after the token that made them", async () => {
    const cookie = withCookie(await sessionOf(server, email, password));
    for (const expires_at of [inDays(-1), inDays(367), "tomorrow", 5, "2026-13-01T00:00:00Z"]) {
      const answer = await make({ name: "x", scope: "all", expires_at }, cookie);
      expect(answer.status, String(expires_at)).toBe(422);
    }
    const short = await make({ name: "short", scope: "all", expires_at: inDays(2) }, cookie);
    const { token, expires_at } = short.body as MadeToken;
    const longer = await make({ name: "longer", scope: "all", expires_at: inDays(3) }, { token });
    expect([longer.status, code(longer)]).toEqual([422, "expiry_out_of_range"]);
    const without = await make({ name: "without", scope: "all" }, { token });
    expect((without.body as MadeToken).expires_at).toBe(expires_at);
    await server.services.database.run({
      text: "update core.token set expires_at = $1 where account = $2",
      values: [new Date(Date.now() - 1), personId],
    });
    await refusedEverywhere({ token });
  });

  test("of others do not exist, and every field is known", async () => {
    const list = async (options: object) =>
      (await server.request("GET", "/account/tokens", undefined, options as never))
        .body as TokenList;
    const admins = (await list({})).data[0]?.id;
    const cookie = withCookie(await sessionOf(server, email, password));
    for (const id of [admins, "x"]) {
      const answer = await server.request("DELETE", `/account/tokens/${id}`, undefined, cookie);
      expect([answer.status, code(answer)]).toEqual([404, "token_not_found"]);
    }
    expect((await list({})).data.map(({ id }) => id)).toContain(admins);
    for (const field of ["account", "workspace", "digest", "id", "user", "created_at", "secret"]) {
      const answer = await make({ name: "x", scope: "all", [field]: personId }, cookie);
      expect([answer.status, code(answer)], field).toEqual([422, "unknown_field"]);
    }
    expect((await list(cookie)).data).toEqual([]);
  });

  test("are at most fifty", async () => {
    const cookie = withCookie(await sessionOf(server, email, password));
    for (let count = 0; count < 50; count++)
      expect((await make({ name: "x", scope: "read" }, cookie)).status).toBe(201);
    expect(code(await make({ name: "x", scope: "read" }, cookie))).toBe("too_many_tokens");
  });
});

describe("one's own password", () => {
  const change = (current: string, next: string, options: object): Promise<Answer> =>
    server.request(
      "POST",
      "/account/password",
      { current_password: current, password: next },
      options as never,
    );

  test("changes for who knows the current one, and ends all other sessions", async () => {
    const own = withCookie(await sessionOf(server, email, password));
    const stale = withCookie(await sessionOf(other, email, password));
    expect(await statusOf(other, stale)).toBe(200);
    const wrong = await change("not it", "a new one that is long", own);
    expect([wrong.status, code(wrong)]).toEqual([422, "wrong_password"]);
    expect(await statusOf(other, stale)).toBe(200);
    expect((await change(password, "a new one that is long", own)).status).toBe(204);
    await refusedEverywhere(stale);
    expect(await statusOf(other, own)).toBe(200);
    expect((await signIn(server, email, password)).status).toBe(401);
    expect((await signIn(server, email, "a new one that is long")).status).toBe(200);
  });

  test("cannot be guessed by who found an open screen", async () => {
    const own = withCookie(await sessionOf(server, email, password));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => change(`guess ${index}`, "whatever it is", own)),
    );
    expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(10);
    expect((await change(password, "whatever it is", own)).status).toBe(429);
  });

  test("tells 64 from 64 and 1,000 from 1,000 characters by the last one", async () => {
    const own = withCookie(await sessionOf(server, email, password));
    let current = password;
    for (const length of [64, 1000]) {
      const next = `${"q7 ".repeat(length).slice(0, length - 1)}a`;
      expect((await change(current, next, own)).status).toBe(204);
      expect((await signIn(server, email, `${next.slice(0, -1)}b`)).status).toBe(401);
      expect((await signIn(server, email, next)).status).toBe(200);
      current = next;
    }
    const tooLong = await change(current, "q7 x".repeat(257), own);
    expect([tooLong.status, code(tooLong)]).toEqual([422, "password_too_long"]);
  });
});

test("a name and a language are one's own to change", async () => {
  const cookie = withCookie(await sessionOf(server, email, password));
  const changed = await server.request(
    "PATCH",
    "/account",
    { name: " 李明 ", language: "zh-CN" },
    cookie,
  );
  expect(changed.body).toEqual({ id: personId, email, name: "李明", language: "zh-CN" });
  const person = await server.request("GET", `/records/user/${personId}`, undefined, cookie);
  expect(person.body).toMatchObject({ name: "李明" });
  for (const body of [{ email: "x@y.z" }, { role: "admin" }, { disabled: false }, { id: "x" }]) {
    const answer = await server.request("PATCH", "/account", body, cookie);
    expect([answer.status, code(answer)]).toEqual([422, "unknown_field"]);
  }
  for (const body of [{ name: "a\u202eb" }, { name: "" }, { name: [] }, { language: "fr" }])
    expect((await server.request("PATCH", "/account", body, cookie)).status).toBe(422);
  const foreign = { token: null, headers: { ...cookie.headers, "sec-fetch-site": "cross-site" } };
  expect((await server.request("PATCH", "/account", { name: "x" }, foreign)).status).toBe(403);
  expect(ours["sec-fetch-site"]).toBe("same-origin");
});
