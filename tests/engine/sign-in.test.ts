import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../engine/http/routes.ts";
import { follow } from "../support/change-stream.ts";
import { importCalls } from "../support/import-calls.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { started, until, workflow } from "./workflow-world.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", { text: { type: "string" } }),
      workflow("idle", {
        on: { event: "manual" },
        start: "wait",
        steps: { wait: { type: "wait", for: "30 days" } },
      }),
    ],
  });
});
afterAll(() => server.stop());

const nobody = { token: null } as const;
const ours = { "sec-fetch-site": "same-origin" } as const;

const code = (answer: Answer): unknown => (answer.body as { code?: unknown } | null)?.code;

const signIn = (
  email: string,
  password: string,
  headers: Readonly<Record<string, string>> = ours,
  at = server,
): Promise<Answer> =>
  at.request("POST", "/auth/sign-in", { email, password }, { ...nobody, headers });

/** `name=value` of the session cookie, ready to be sent back. */
async function session(at = server): Promise<string> {
  const answer = await signIn(server.admin.email, server.admin.password, ours, at);
  expect(answer.status).toBe(200);
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

const withCookie = (cookie: string, headers: Readonly<Record<string, string>> = {}) => ({
  token: null,
  headers: { cookie, ...headers },
});

describe("sessions", () => {
  test("begin with a cookie that scripts and other sites cannot use", async () => {
    const answer = await signIn(server.admin.email.toUpperCase(), server.admin.password);
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        user: { id: expect.any(String), email: server.admin.email, name: "admin" },
        workspace: "demo",
        roles: ["admin"],
        can_design: true,
        administers: ["design", "users", "audit_log", "view_as"],
        keeps_users: true,
        time_zone: "UTC",
      },
    ]);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^tenon-demo=[A-Za-z0-9_-]{43};/);
    expect(cookie.split("; ").slice(1).toSorted()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax"]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("behind TLS have a cookie that browsers send over TLS alone", async () => {
    const headers = { ...ours, "x-forwarded-proto": "https" };
    const answer = await signIn(server.admin.email, server.admin.password, headers);
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-tenon-demo=[^;]+; .*Secure/);
  });

  test("know who is signed in, and end at once on every server", async () => {
    const other = await server.second();
    const cookie = await session();
    const me = await server.request("GET", "/auth/me", undefined, withCookie(cookie));
    expect(me.body).toMatchObject({ user: { email: server.admin.email } });
    const out = await server.request("POST", "/auth/sign-out", undefined, withCookie(cookie, ours));
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/^tenon-demo=;.*Max-Age=0/);
    for (const at of [server, other]) {
      const after = await at.request("GET", "/auth/me", undefined, withCookie(cookie));
      expect([after.status, code(after)]).toEqual([401, "not_signed_in"]);
    }
    await other.stop();
  });

  test("are random, their own, and kept as digests only", async () => {
    const [one, two] = [await session(), await session()];
    expect(one).not.toBe(two);
    const { rows } = await server.services.database.run({
      text: "select s::text from core.session s",
      values: [],
    });
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(rows.flat().join()).not.toContain(one.split("=")[1]);
  });

  test("that nobody has are nobody", async () => {
    for (const cookie of ["tenon-demo=", "tenon-demo=x", `tenon-demo=${"a".repeat(5000)}`, "x"]) {
      expect((await server.request("GET", "/auth/me", undefined, withCookie(cookie))).status).toBe(
        401,
      );
    }
    for (const token of ["", "x", "tenon_", `${server.adminToken}x`, server.adminToken.slice(1)]) {
      expect((await server.request("GET", "/auth/me", undefined, { token })).status).toBe(401);
    }
    const basic = { ...nobody, headers: { authorization: "Basic YTpi" } };
    expect((await server.request("GET", "/auth/me", undefined, basic)).status).toBe(401);
  });
});

describe("guessing", () => {
  afterEach(async () => {
    await server.services.database.run({ text: "delete from core.sign_in_attempt", values: [] });
  });

  test("a wrong password, an unknown account and one of elsewhere answer alike", async () => {
    const { database } = server.services;
    await database.run({
      text: `insert into core.account (id, email, name, password, created_at)
        select gen_random_uuid(), 'elsewhere@example.com', 'e', password, now() from core.account limit 1`,
      values: [],
    });
    const answers = await Promise.all([
      signIn("member@example.com", "not the password"),
      signIn("nobody@example.com", "not the password"),
      signIn("elsewhere@example.com", server.admin.password),
      signIn("member@example.com' or '1'='1", "x"),
    ]);
    const [first, ...others] = answers.map(({ status, body, headers }) => ({
      status,
      body: { ...(body as object), request_id: "" },
      cookie: headers.get("set-cookie"),
    }));
    expect(first).toMatchObject({ status: 401, body: { code: "wrong_credentials" }, cookie: null });
    for (const other of others) expect(other).toEqual(first);
  });

  test("in parallel is stopped after ten, the right password included", async () => {
    const guesses = await Promise.all(
      Array.from({ length: 100 }, (_, index) => signIn("victim@example.com", `guess ${index}`)),
    );
    const evaluated = guesses.filter(({ status }) => status === 401);
    expect(evaluated.length).toBeLessThanOrEqual(10);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(100 - evaluated.length);
    const late = await signIn("VICTIM@example.com", "the right one");
    expect([late.status, code(late)]).toEqual([429, "too_many_attempts"]);
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("is counted for an address too, whoever signs in from it in between", async () => {
    const guesses = (count: number) =>
      Promise.all(Array.from({ length: count }, () => signIn("guessed@example.com", "x")));
    await guesses(60);
    expect((await signIn(server.admin.email, server.admin.password)).status).toBe(200);
    expect((await signIn("another@example.com", "x")).status).toBe(401);
    await guesses(39);
    expect((await signIn("another@example.com", "x")).status).toBe(429);
  });

  test("does not begin with a form that is none", async () => {
    const bodies = [
      {},
      [],
      { email: "a@b.c" },
      { email: 1, password: "x" },
      { email: "a@b.c", password: ["x"] },
      { email: "a@b.c", password: "x".repeat(1025) },
      { email: "a@b.c", password: "x", role: "admin" },
      { email: "a@b.c\u0000", password: "x" },
    ];
    for (const body of bodies) {
      const answer = await server.request("POST", "/auth/sign-in", body, {
        ...nobody,
        headers: ours,
      });
      expect([400, 422], JSON.stringify([body, answer.body])).toContain(answer.status);
    }
  });
});

test("who leaves a workspace or is disabled is out within a second, on other servers too", async () => {
  const other = await server.second();
  const member = { token: server.memberToken };
  const status = async () =>
    (await other.request("GET", "/records/note", undefined, member)).status;
  const { database } = server.services;
  expect(await status()).toBe(200);
  for (const [change, undo] of [
    ["update core.account set disabled = true", "update core.account set disabled = false"],
    [
      "update core.membership set roles = '{left}' where account = (select id from core.account where email = 'member@example.com')",
      "update core.membership set roles = '{member}' where roles = '{left}'",
    ],
  ] as const) {
    await database.run({ text: change, values: [] });
    await expect.poll(status, { interval: 50 }).not.toBe(200);
    await database.run({ text: undo, values: [] });
    await expect.poll(status, { interval: 50 }).toBe(200);
  }
  await database.run({
    text: "delete from core.membership where account = (select id from core.account where email = 'member@example.com')",
    values: [],
  });
  await expect.poll(status, { interval: 50 }).toBe(401);
  await database.run({
    text: `insert into core.membership (id, workspace, account, roles, created_at)
      select gen_random_uuid(), w.id, a.id, '{member}', now() from core.workspace w, core.account a where a.email = 'member@example.com'`,
    values: [],
  });
  await other.stop();
});

describe("requests that another site makes a browser send", () => {
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "" },
    { "sec-fetch-site": "cross-site", "content-type": "text/plain" },
    {},
  ];
  const unsafe = [
    ["POST", "/records/note", { text: "x" }],
    ["PUT", "/records/note?key=text", { text: "x" }],
    ["PATCH", "/records/note/01a00000-0000-7000-8000-000000000000", { text: "x" }],
    ["DELETE", "/records/note/01a00000-0000-7000-8000-000000000000", undefined],
    ["POST", "/metadata/publish", {}],
    ["POST", "/auth/sign-out", undefined],
  ] as const;

  test("are refused where a cookie would let them act", async () => {
    const cookie = await session();
    for (const headers of foreign) {
      for (const [method, path, body] of unsafe) {
        const answer = await server.request(method, path, body, withCookie(cookie, headers));
        expect([answer.status, code(answer)], JSON.stringify([method, path, headers])).toEqual([
          403,
          "cross_site_request",
        ]);
      }
    }
    const origin = new URL(server.address).origin;
    for (const headers of [ours, { "sec-fetch-site": "none" }, { origin }]) {
      const own = withCookie(cookie, headers);
      expect((await server.request("POST", "/records/note", { text: "own" }, own)).status).toBe(
        201,
      );
    }
  });

  test("cannot sign a visitor in to an account that is not his", async () => {
    for (const headers of foreign.slice(0, 4)) {
      const answer = await signIn(server.admin.email, server.admin.password, headers);
      expect([answer.status, code(answer)]).toEqual([403, "cross_site_request"]);
    }
  });

  test("get no permission to read the answer, and no preflight", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const answers = [
      await server.request("OPTIONS", "/records/note", undefined, { ...nobody, headers }),
      await server.request("GET", "/records/note", undefined, withCookie(await session(), headers)),
    ];
    for (const answer of answers) {
      const granted = [...answer.headers.keys()].filter((name) =>
        name.startsWith("access-control"),
      );
      expect(granted).toEqual([]);
    }
    expect(answers[0]?.status).toBe(405);
  });
});

describe("every route is guarded", () => {
  const addressOf = (path: string, name = "note") =>
    path
      .replace(":object", name)
      .replace(":id", "01a00000-0000-7000-8000-000000000000")
      .replace(":token", "01a00000-0000-7000-8000-000000000000")
      .replace(":kind", "object")
      .replace(":name", name)
      .replace(":version", "1");

  test("all but the ways of coming in answer 401 to a stranger", async () => {
    expect(routes.filter(({ guard }) => guard === "public").map(({ path }) => path)).toEqual([
      "/auth/sign-in",
      "/auth/invitations/check",
      "/auth/invitations/accept",
      "/auth/password-reset",
      "/auth/password-reset/confirm",
      "/auth/sign-in/second-factor",
      "/auth/methods",
      "/auth/passkey/options",
      "/auth/passkey",
      "/auth/sign-in/provider",
      "/auth/sign-in/provider/finish",
      // Who has the link of a mail.
      "/decisions/check",
      "/decisions",
      // What their workflows offer to anybody.
      "/public-forms/:name",
      "/public-forms/:name/validator.js",
      "/public-forms/:name",
      // Who signs his message.
      "/unsubscribe/:token",
      "/unsubscribe/:token",
      "/hooks/:name",
    ]);
    const closed = routes.filter(({ guard }) => guard !== "public");
    expect(closed.length).toBeGreaterThan(20);
    for (const { method, path } of closed) {
      for (const name of ["note", "nothing_of_that_name"]) {
        const answer = await server.request(method, addressOf(path, name), undefined, nobody);
        expect([answer.status, code(answer)], `${method} ${path}`).toEqual([401, "not_signed_in"]);
      }
    }
  });

  test("a member may neither design, nor look after accounts, nor read the audit log", async () => {
    const designing = routes.filter(
      ({ guard }) => guard === "designer" || guard === "administrator" || guard === "auditor",
    );
    expect(designing.length).toBeGreaterThan(6);
    for (const { method, path } of designing) {
      const answer = await server.request(method, addressOf(path), undefined, {
        token: server.memberToken,
      });
      expect([answer.status, code(answer)], `${method} ${path}`).toEqual([403, "not_permitted"]);
    }
    const draft = await server.request(
      "GET",
      "/metadata/objects/note/validator.js?draft=true",
      undefined,
      { token: server.memberToken },
    );
    expect(draft.status).toBe(403);
  });

  test("no spelling of an address gets past a guard", async () => {
    const spellings = [
      "//records/note",
      "/records//note",
      "/./records/note",
      "/auth/../records/note",
      "/auth/sign-in/../../records/note",
      "/auth/sign-in/%2e%2e/%2e%2e/records/note",
      "/records%2fnote",
      "/records/%6eote",
      "/records/note/",
      "/records/note;public",
      "/records/note?x=/public",
      "/records/note#/auth/sign-in",
      "/records/note%00",
      "/RECORDS/note",
      "/Records/note",
      "/records/note/export?format=csv",
      "/records/note%20",
      "/metadata/documents/",
      "/metadata//documents",
      "/metadata/%64ocuments",
      "/openapi.json/",
      "/openapi%2ejson",
    ];
    for (const path of spellings) {
      for (const method of ["GET", "POST"]) {
        const answer = await server.request(method, path, undefined, nobody);
        expect([400, 401, 404, 405, 415], `${method} ${path}`).toContain(answer.status);
        expect(JSON.stringify(answer.body)).not.toContain('"data"');
      }
    }
    for (const path of [
      "/DEMO/api/records/note",
      "/demo/API/records/note",
      "/demo%2fapi/records/note",
    ]) {
      const response = await fetch(`${server.address}${path}`);
      expect(await response.text()).not.toContain('"data"');
    }
  });
});

async function followed(at: TestServer): Promise<{ readonly status: number }> {
  const stream = await follow(at);
  stream.close();
  return stream;
}

/** A run that does nothing for a month. */
async function waitingRun(): Promise<string> {
  const id = await started(server, "idle");
  await until(server, id, "waiting");
  return id;
}

test("nothing that is read by GET changes anything", async () => {
  const { database } = server.services;
  const made = await server.request("POST", "/records/note", { text: "kept" });
  const { id } = made.body as { id: string };
  const calls = importCalls(() => server);
  const started = await calls.post("text\nkept\n", { dry_run: "true" }, "/import/note");
  const job = await calls.ended((started.body as { id: string }).id);
  const run = await waitingRun();
  const robot = { kind: "service", name: "Robot", roles: ["member"] };
  const service = (await server.request("POST", "/users", robot)).body as { id: string };
  const written = async () => {
    // An export is in the audit log, which is all that it leaves behind.
    const tables = await database.run({
      text: "select schemaname, relname from pg_stat_user_tables where schemaname in ('core', 'w_demo') and relname not like 'audit_%' order by 1, 2",
      values: [],
    });
    const sums: string[] = [];
    for (const [schema, name] of tables.rows) {
      const { rows } = await database.run({
        text: `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "${schema}"."${name}" t`,
        values: [],
      });
      sums.push(`${schema}.${name} ${rows[0]?.[0]}`);
    }
    return sums;
  };
  const before = await written();
  for (const { path } of routes.filter(({ method }) => method === "GET")) {
    const address = path
      .replace(":object", "note")
      .replace("/jobs/:id", `/jobs/${job.id}`)
      .replace("/runs/:id", `/runs/${run}`)
      .replace("/users/:id", `/users/${service.id}`)
      .replace(":id", id)
      .replace(":token", "01a00000-0000-7000-8000-000000000000")
      .replace(":kind", "object")
      .replace(":name", "note")
      .replace(":revision", "1")
      .replace("/metadata/uses", "/metadata/uses?object=note")
      .replace("/access/explain", `/access/explain?object=note&user=${service.id}`);
    // A stream of changes has no end of its own.
    const answer =
      path === "/changes" ? await followed(server) : await server.request("GET", address);
    // Nothing is drafted whose rows could be shown, a note holds no file; no scripts, tasks and forms.
    const nothingThere =
      /\/plan\/rows$|:file$|^\/x\/|^\/(scripts\/runs|tasks|forms|public-forms)\/.|\/actions\/./.test(
        address,
      );
    expect([address, answer.status]).toEqual([address, nothingThere ? 404 : 200]);
    await server.request("HEAD", address);
  }
  expect(await written()).toEqual(before);
});
