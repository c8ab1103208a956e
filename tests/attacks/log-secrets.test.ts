/** A server that logs everything logs no secret: passwords, tokens, links, codes, sealed texts. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SentLink } from "../../metadata/account-wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { type ServerProcess, startEngine } from "../support/server-process.ts";
import { cookieOf, ours } from "../support/sessions.ts";
import { codeAt } from "../support/signed-in.ts";

const password = "canary-password-7f3a";
const wrongPassword = "canary-wrong-password-7f3a";
const secret = "canary-secret-7f3a";

let server: TestServer;
let logging: ServerProcess;
/** What must stand in no line, by what it is. */
const secrets = new Map<string, string>([
  ["password", password],
  ["wrong password", wrongPassword],
  ["secret", secret],
]);

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", {
        text: { type: "string" },
        pin: { $ref: "tenon:secret" },
        hidden: { type: "string", writeOnly: true },
      }),
    ],
  });
  logging = await startEngine(
    {
      DATABASE_URL: server.databaseUrl,
      TENON_DATA: server.services.config.dataFolder,
      TENON_LOG: "debug",
      TENON_TIME_ZONE: "UTC",
    },
    "/-/ready",
    {},
  );
  secrets.set("token of the administrator", server.adminToken);
});
afterAll(async () => {
  await logging.kill();
  await server.stop();
});

interface Said {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookie: string;
}

/** A call of the process that logs; as administrator unless other headers say who it is. */
async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = { authorization: `Bearer ${server.adminToken}` },
): Promise<Said> {
  const answer = await fetch(`http://127.0.0.1:${logging.port}/demo/api${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      "if-match": "*",
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const parsed = { status: answer.status, headers: answer.headers, body: null };
  return {
    status: answer.status,
    body: text.startsWith("{") ? JSON.parse(text) : {},
    cookie: cookieOf(parsed),
  };
}

/** Somebody who was invited by a link that is handed over, and has accepted it. */
async function newMember(email: string): Promise<string> {
  const invited = await call("POST", "/users/invite", { email, name: "Li", roles: ["member"] });
  expect(invited.status).toBe(201);
  const token = String((invited.body as unknown as SentLink).link).split("#")[1] ?? "";
  secrets.set("link of an invitation", token);
  const accepted = await call("POST", "/auth/invitations/accept", { token, password }, ours);
  expect(accepted.status).toBe(200);
  return accepted.cookie;
}

/** Everything that people do with secrets, well and badly. */
async function live(): Promise<void> {
  const cookie = await newMember("li@example.com");
  const signIn = (body: unknown) => call("POST", "/auth/sign-in", body, ours);
  const own = { ...ours, cookie };
  secrets.set("session", cookie.split("=")[1] ?? "");
  const signedIn = await signIn({ email: "li@example.com", password });
  expect(signedIn.status).toBe(200);
  secrets.set("second session", signedIn.cookie.split("=")[1] ?? "");
  for (const body of [
    { email: "li@example.com", password: wrongPassword },
    { email: wrongPassword, password: wrongPassword },
    `{"email":"x","password":"${password}`,
    `{"email":"x","password":"${password}","password":"${password}"}`,
    { email: "x", password: { [password]: password } },
    { [password]: password },
    `"${password}"`,
  ])
    expect((await signIn(body)).status).toBeGreaterThanOrEqual(400);
  const changed = { current_password: wrongPassword, password };
  expect((await call("POST", "/account/password", changed, own)).status).toBeGreaterThanOrEqual(
    400,
  );
  const begun = await call("POST", "/account/totp", { password }, own);
  expect(begun.status).toBe(200);
  secrets.set("secret of an app", String(begun.body.secret));
  const code = codeAt(String(begun.body.secret));
  const confirmed = await call("POST", "/account/totp/confirm", { code }, own);
  for (const recovery of confirmed.body.recovery_codes as readonly string[])
    secrets.set(`recovery code ${secrets.size}`, recovery);
  const first = await signIn({ email: "li@example.com", password });
  secrets.set("challenge", String(first.body.challenge));
  await call("POST", "/auth/sign-in/second-factor", { ...first.body, code: secret }, ours);
}

async function useTokens(): Promise<void> {
  const made = await call("POST", "/account/tokens", { name: "t" });
  const token = String(made.body.token);
  expect(token).toMatch(/^tenon_/);
  secrets.set("token", token);
  const anybody = { authorization: `Bearer ${token}` };
  expect((await call("GET", "/auth/me", undefined, anybody)).status).toBe(200);
  for (const path of [
    `/records/note?token=${token}`,
    `/records/note?access_token=${token}`,
    `/records/note?filter=${encodeURIComponent(`pin == "${secret}"`)}`,
    `/records/note/${token}`,
    `/records/${token}`,
    `/jobs/${token}`,
    `/${token}`,
    `/auth/invitations/accept?token=${token}`,
  ]) {
    await call("GET", path);
    await call("POST", path, {});
  }
  await call("GET", "/auth/me", undefined, { authorization: `Basic ${btoa(`a:${password}`)}` });
  await call("GET", "/auth/me", undefined, { authorization: `Bearer ${secret}${secret}` });
  await call("GET", "/auth/me", undefined, { ...ours, cookie: `tenon-demo=${secret}` });
}

async function writeSecrets(): Promise<void> {
  const made = await call("POST", "/records/note", { text: "a", pin: secret, hidden: secret });
  expect(made.status).toBe(201);
  const path = `/records/note/${made.body.id}`;
  expect((await call("POST", `${path}/secrets/pin`)).body).toEqual({ value: secret });
  for (const body of [{ pin: { [secret]: secret } }, { pin: [secret] }, { text: 1, pin: secret }])
    expect((await call("PATCH", path, body)).status).toBe(422);
  const file = `text,pin,nonsense\na,${secret},${secret}\n`;
  const csv = { authorization: `Bearer ${server.adminToken}`, "content-type": "text/csv" };
  await call("POST", "/import/note", file, csv);
  // The table is spoilt by hand, so that a write fails where nobody expected it.
  const { database } = server.services;
  const run = (text: string) => database.run({ text, values: [] });
  await run("alter table w_demo.note add constraint spoilt check (text <> 'spoilt')");
  const failed = await call("POST", "/records/note", {
    text: "spoilt",
    pin: secret,
    hidden: secret,
  });
  expect(failed.status).toBeGreaterThanOrEqual(400);
  expect(JSON.stringify(failed.body)).not.toContain(secret);
  await run("alter table w_demo.note drop constraint spoilt");
  await run("alter table w_demo.note rename column hidden to elsewhere");
  const gone = await call("POST", "/records/note", { text: "b", pin: secret, hidden: secret });
  expect(gone.status).toBeGreaterThanOrEqual(500);
  await run("alter table w_demo.note rename column elsewhere to hidden");
}

describe("Directus CVE-2024-28238, CVE-2024-47822, CVE-2023-28443, ToolJet CVE-2022-23067: the log", () => {
  test("of a server that logs everything holds no password, token, link, code or secret", async () => {
    await live();
    await useTokens();
    await writeSecrets();
    // The last request is in the log once its line is.
    await call("GET", "/records/note/the-last-one");
    const lines = () => logging.written();
    await expect.poll(lines).toMatch(/request_failed/);
    await logging.stop();
    const log = lines();
    for (const kind of ["request_finished", "sign_in_refused", "signed_in"])
      expect(log).toContain(kind);
    for (const line of log.split("\n").filter((text) => text.startsWith("{")))
      expect(() => JSON.parse(line)).not.toThrow();
    for (const [what, text] of secrets) {
      expect([what, text.length >= 8]).toEqual([what, true]);
      const bytes = Buffer.from(text);
      for (const written of [
        text,
        encodeURIComponent(text),
        bytes.toString("base64").replace(/=+$/, ""),
        bytes.toString("hex"),
      ])
        expect([what, log.includes(written)]).toEqual([what, false]);
    }
  });
});
