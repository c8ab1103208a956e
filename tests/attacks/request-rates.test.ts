/** Requests are limited by account, token and address, over all servers of a database. */
import { afterEach, describe, expect, test } from "vitest";
import { connectDatabase } from "../../engine/db/database.ts";
import { createRateLimits } from "../../engine/rates/rate-limits.ts";
import { auditPage } from "../support/audit-calls.ts";
import { person } from "../support/people.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { code, sessionOf, signIn, withCookie } from "../support/sessions.ts";

let server: TestServer;
let time = 0;
afterEach(() => server.stop());

const start = async (settings: Readonly<Record<string, string>>) => {
  time = Date.UTC(2026, 0, 5, 8, 0, 15);
  const documents = [objectDocument("note", { name: { type: "string" } })];
  server = await startTestServer({ settings, documents, now: () => time });
};

const get = (path: string, token?: string, at = server) =>
  at.request("GET", path, undefined, token === undefined ? {} : { token });
/** As many calls as given, one after the other; their statuses. */
async function statuses(count: number, call: () => Promise<Answer>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index++) found.push((await call()).status);
  return found;
}
const passed = (count: number, status = 200) => Array.from({ length: count }, () => status);

describe("what costs much", () => {
  const exports = "/records/note/export?format=csv";

  test("is limited by account at n + 1, and the answers say where one stands", async () => {
    await start({ TENON_RATE_EXPENSIVE: "4" });
    const first = await get("/records/note/aggregate?measures=count()");
    expect(first.headers.get("ratelimit-policy")).toBe('"expensive";q=4;w=60');
    expect(first.headers.get("ratelimit")).toBe('"expensive";r=3;t=45');
    expect((await get(exports)).status).toBe(200);
    expect((await get("/records/note?count=exact")).status).toBe(200);
    const invited = { email: "a@example.com", roles: ["member"] };
    expect((await server.request("POST", "/users/invite", invited)).status).toBe(201);
    const refused = await get(exports);
    expect([refused.status, code(refused)]).toEqual([429, "too_many_requests"]);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(refused.headers.get("retry-after")).toBe("45");
    expect(refused.headers.get("ratelimit")).toBe('"expensive";r=0;t=45');
    // What costs little goes on, and others are not concerned.
    expect((await get("/records/note?count=capped")).status).toBe(200);
    expect((await get("/records/note")).headers.get("ratelimit")).toBeNull();
    expect((await get(exports, server.memberToken)).status).toBe(200);
  });

  test("is done again in the next minute", async () => {
    await start({ TENON_RATE_EXPENSIVE: "2" });
    expect(await statuses(3, () => get(exports))).toEqual([200, 200, 429]);
    time += 44_999;
    expect((await get(exports)).headers.get("retry-after")).toBe("1");
    time += 1;
    expect(await statuses(3, () => get(exports))).toEqual([200, 200, 429]);
  });
});

describe("an account", () => {
  test("has one limit for all it comes with", async () => {
    await start({ TENON_RATE_ACCOUNT: "6" });
    const cookie = await sessionOf(server, server.admin.email, server.admin.password);
    expect(await statuses(5, () => get("/records/note"))).toEqual(passed(5));
    const own = () => server.request("GET", "/records/note", undefined, withCookie(cookie));
    expect(await statuses(2, own)).toEqual([200, 429]);
    expect((await get("/records/note")).status).toBe(429);
    expect((await get("/records/note", server.memberToken)).status).toBe(200);
  });

  test("has one for each of its tokens, where that is set", async () => {
    await start({ TENON_RATE_TOKEN: "3" });
    const someone = await person(server, "someone", "member");
    const again = await person(server, "someone", "member");
    expect(again.id).toBe(someone.id);
    const notes = (token: string) => () => get("/records/note", token);
    expect(await statuses(4, notes(someone.token))).toEqual([200, 200, 200, 429]);
    expect(await statuses(4, notes(again.token))).toEqual([200, 200, 200, 429]);
    const cookie = await sessionOf(server, server.admin.email, server.admin.password);
    const own = () => server.request("GET", "/records/note", undefined, withCookie(cookie));
    expect(await statuses(5, own)).toEqual(passed(5));
  });
});

describe("several servers", () => {
  test("keep one limit together", async () => {
    await start({ TENON_RATE_ACCOUNT: "10" });
    const other = await server.second();
    expect(await statuses(9, () => get("/records/note"))).toEqual(passed(9));
    await server.services.rates.share();
    expect((await get("/records/note", undefined, other)).status).toBe(200);
    await other.services.rates.share();
    expect(await statuses(2, () => get("/records/note", undefined, other))).toEqual([429, 429]);
    time += 60_000;
    expect((await get("/records/note", undefined, other)).status).toBe(200);
    await other.stop();
  });

  test("count each request once, however often they tell each other", async () => {
    await start({ TENON_RATE_ACCOUNT: "100" });
    const other = await server.second();
    const both = [server, other];
    for (let round = 0; round < 5; round++) {
      await Promise.all(both.map((at) => statuses(4, () => get("/records/note", undefined, at))));
      await Promise.all(both.map((at) => at.services.rates.share()));
    }
    const { rows } = await server.services.database.run({
      text: "select sum(count) from core.rate_count where subject like 'account:%'",
      values: [],
    });
    expect(rows).toEqual([["40"]]);
    await other.stop();
  });

  test("each keep the limit alone while the database is away", async () => {
    await start({});
    const database = connectDatabase(server.databaseUrl, 2);
    const settings = { account: 3, token: 0, expensive: 0, address: 0, form: 0 };
    const rates = createRateLimits({ database, observe: () => undefined }, settings, () => time);
    const exceeded = () => rates.admit([{ name: "account", who: "a" }])?.exceeded;
    expect([exceeded(), exceeded()]).toEqual([false, false]);
    await database.close();
    await expect(rates.share()).rejects.toThrow();
    expect([exceeded(), exceeded()]).toEqual([false, true]);
  });
});

describe("who is not signed in", () => {
  const stranger = (headers: Readonly<Record<string, string>> = {}) =>
    server.request("GET", "/auth/methods", undefined, { token: null, headers });
  const from = (text: string) => ({ "x-forwarded-for": text });

  test("is counted by address, and who is signed in is not", async () => {
    await start({ TENON_RATE_ADDRESS: "3" });
    const wrong = () => get("/records/note", "tenon_0000000000000000000000000000000");
    expect(await statuses(2, wrong)).toEqual([401, 401]);
    expect(await statuses(2, () => stranger())).toEqual([200, 429]);
    expect((await wrong()).status).toBe(429);
    expect((await get("/records/note")).status).toBe(200);
  });

  test("a flood of sign-ins is stopped before any password is looked at", async () => {
    await start({ TENON_RATE_ADDRESS: "12" });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => signIn(server, `guess${index}@example.com`, "x")),
    );
    const codes = answers.map(code);
    expect(codes.filter((found) => found === "wrong_credentials")).toHaveLength(12);
    expect(codes.filter((found) => found === "too_many_requests")).toHaveLength(88);
  });

  test("does not get another address by saying so", async () => {
    await start({ TENON_RATE_ADDRESS: "2" });
    let count = 0;
    const spoofed = () => stranger(from(`203.0.113.${++count}`));
    expect(await statuses(4, spoofed)).toEqual([200, 200, 429, 429]);
  });

  test("has the address that a trusted proxy saw, whatever he wrote before it", async () => {
    await start({ TENON_RATE_ADDRESS: "2", TENON_TRUSTED_PROXIES: "127.0.0.0/8, 10.0.0.0/8" });
    let count = 0;
    const spoofed = () => stranger(from(`198.51.100.${++count}, 203.0.113.9, 10.0.0.4`));
    expect(await statuses(3, spoofed)).toEqual([200, 200, 429]);
    expect((await stranger(from("203.0.113.10"))).status).toBe(200);
    const { email, password } = server.admin;
    await signIn(server, email, password, from("192.0.2.1, 203.0.113.20"));
    expect((await auditPage(server, "limit=1")).data[0]?.address).toBe("203.0.113.20");
    const sessions = await server.request("GET", "/account/sessions");
    expect(sessions.body).toMatchObject({ data: [{ address: "203.0.113.20" }] });
  });
});

test("nothing plain is limited, or spoken of, unless it is set", async () => {
  await start({ TENON_RATE_EXPENSIVE: "600", TENON_RATE_ADDRESS: "600" });
  const answers = await Promise.all(Array.from({ length: 700 }, () => get("/records/note")));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(answers[0]?.headers.get("ratelimit")).toBeNull();
});
