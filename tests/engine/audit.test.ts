/** The audit log: which acts are in it, what it says of them, and who may read it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { auditPage, wholeAudit } from "../support/audit-calls.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { runTenon } from "../support/server-process.ts";
import { code, sessionOf, signIn, withCookie } from "../support/sessions.ts";
import { asNobody, codeAt, forgetTries, personWith, setUpTotp } from "../support/signed-in.ts";

const documents: readonly MetadataDocument[] = [
  objectDocument(
    "device",
    {
      name: { type: "string" },
      gone: { type: "string" },
      pin: { $ref: "tenon:secret" },
    },
    { title: "Device" },
  ),
  {
    kind: "role",
    name: "auditor",
    content: { name: "auditor", title: "Auditor", administration: ["audit_log"] },
  },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const newest = async (query = "") => (await auditPage(server, `limit=1${query}`)).data[0];
const ofAction = async (action: string) => (await auditPage(server, `action=${action}`)).data;
const created = async (path: string, body: unknown) => {
  const answer = await server.request("POST", path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body as { readonly id: string } & Readonly<Record<string, unknown>>;
};
const meId = async () =>
  ((await server.request("GET", "/auth/me")).body as { user: { id: string } }).user.id;

describe("coming in", () => {
  test("is in it, with who, how and from where; going, too", async () => {
    const cookie = await sessionOf(server, server.admin.email, server.admin.password);
    expect(await newest()).toMatchObject({
      action: "signed_in",
      actor: { id: await meId(), email: server.admin.email },
      via: "sign_in",
      address: expect.stringMatching(/127\.0\.0\.1$/),
      subject: { method: "password" },
      sentence: "Signed in: password",
    });
    await server.request("POST", "/auth/sign-out", undefined, withCookie(cookie));
    expect(await newest()).toMatchObject({ action: "signed_out", via: "session" });
  });

  test("that failed is in it, of a known account by its name", async () => {
    await signIn(server, "member@example.com", "not the password");
    expect(await newest()).toMatchObject({
      action: "sign_in_refused",
      actor: { email: "member@example.com" },
    });
    await signIn(server, "my-password-by-mistake", "x");
    const entry = await newest();
    expect(entry).toMatchObject({ action: "sign_in_refused", actor: null });
    expect(JSON.stringify(entry)).not.toContain("by-mistake");
  });

  test("that the brake refused unseen is not in it", async () => {
    const before = (await ofAction("sign_in_refused")).length;
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => signIn(server, "flood@example.com", "x")),
    );
    const judged = answers.filter((answer) => code(answer) === "wrong_credentials").length;
    expect(judged).toBeLessThanOrEqual(10);
    expect((await ofAction("sign_in_refused")).length - before).toBe(judged);
    await forgetTries(server);
  });

  test("with a second factor, its setting up, failing and going are in it", async () => {
    const { email } = server.admin;
    const { password } = server.admin;
    const someone = personWith(server, await sessionOf(server, email, password));
    const { secret } = await setUpTotp(someone, password);
    expect(await newest()).toMatchObject({ action: "totp_added", via: "session" });
    await forgetTries(server);
    const { challenge } = (await signIn(server, email, password)).body as { challenge: string };
    const second = (given: string) =>
      asNobody(server, "POST", "/auth/sign-in/second-factor", { challenge, code: given });
    await second("000000");
    expect(await newest()).toMatchObject({
      action: "second_factor_refused",
      actor: { email },
      subject: { method: "code" },
    });
    expect((await second(codeAt(secret))).status).toBe(200);
    expect(await newest()).toMatchObject({
      action: "signed_in",
      subject: { method: "password_code" },
    });
    await forgetTries(server);
    await someone.call("POST", "/account/recovery-codes", { password, code: codeAt(secret) });
    expect((await newest())?.action).toBe("recovery_codes_renewed");
    await forgetTries(server);
    await someone.call("DELETE", "/account/totp", { password, code: codeAt(secret) });
    expect((await newest())?.action).toBe("totp_removed");
  });
});

describe("what is done to accounts", () => {
  test("is in it: invited, created, roles, disabled, enabled, signed out, links, passwords", async () => {
    const invited = await created("/users/invite", {
      email: "guest@example.com",
      name: "Guest",
      roles: ["member"],
    });
    const { user, link } = invited as unknown as { user: { id: string }; link: string };
    expect(await newest()).toMatchObject({
      action: "invited",
      actor: { email: server.admin.email },
      via: "token",
      subject: { account: user.id, whom: "guest@example.com", roles: ["member"] },
      sentence: "Invited guest@example.com as member",
    });
    const token = link.split("#")[1];
    const password = "a long one, not easily guessed";
    const acceptance = { token, password };
    const accepted = await asNobody(server, "POST", "/auth/invitations/accept", acceptance);
    expect(accepted.status).toBe(200);
    const [signedIn, accept] = (await auditPage(server, "limit=2")).data;
    expect(accept).toMatchObject({ action: "invitation_accepted", actor: { id: user.id } });
    expect(signedIn).toMatchObject({ action: "signed_in", subject: { method: "invitation" } });

    await server.request("PATCH", `/users/${user.id}`, { roles: ["auditor"] });
    expect(await newest()).toMatchObject({
      action: "roles_changed",
      subject: { whom: "guest@example.com", before: ["member"], after: ["auditor"] },
      sentence: "Changed the roles of guest@example.com from member to auditor",
    });
    const cookie = await sessionOf(server, "guest@example.com", password);
    await server.request("POST", `/users/${user.id}/end-sessions`);
    expect(await newest()).toMatchObject({ action: "sessions_ended", subject: { count: 1 } });
    await server.request("PATCH", `/users/${user.id}`, { disabled: true });
    expect((await newest())?.action).toBe("user_disabled");
    await server.request("PATCH", `/users/${user.id}`, { disabled: false });
    expect((await newest())?.action).toBe("user_enabled");
    const late = await server.request("GET", "/auth/me", undefined, withCookie(cookie));
    expect(late.status).toBe(401);

    const reset = await created(`/users/${user.id}/reset-link`, undefined);
    expect(await newest()).toMatchObject({ action: "link_made", subject: { account: user.id } });
    const key = String(reset.link).split("#")[1];
    const next = "another long one, as hard to guess";
    const confirmed = { token: key, password: next };
    await asNobody(server, "POST", "/auth/password-reset/confirm", confirmed);
    expect(await newest()).toMatchObject({ action: "password_reset", actor: { id: user.id } });

    const guest = personWith(server, await sessionOf(server, "guest@example.com", next));
    await sessionOf(server, "guest@example.com", next);
    await guest.call("POST", "/account/sessions/end-others");
    expect(await newest()).toMatchObject({ action: "own_sessions_ended", subject: { count: 1 } });
    const changed = { current_password: next, password };
    await guest.call("POST", "/account/password", changed);
    expect(await newest()).toMatchObject({ action: "password_changed", actor: { id: user.id } });
  });

  test("a refused change leaves no entry", async () => {
    const before = await newest();
    const refused = await server.request("PATCH", `/users/${await meId()}`, { roles: ["member"] });
    expect(code(refused)).toBe("not_yourself");
    expect(await newest()).toEqual(before);
  });

  test("service accounts and tokens are in it, without the token", async () => {
    const service = await created("/users", { kind: "service", name: "Robot", roles: ["member"] });
    expect(await newest()).toMatchObject({ action: "service_created", subject: { whom: "Robot" } });
    const made = await created(`/users/${service.id}/tokens`, { name: "Nightly", scope: "all" });
    const entry = await newest();
    expect(entry).toMatchObject({
      action: "token_made",
      subject: { account: service.id, whom: "Robot", id: made.id, name: "Nightly", scope: "all" },
    });
    expect(JSON.stringify(entry)).not.toContain(String(made.token));
    await server.request("DELETE", `/users/${service.id}/tokens/${made.id}`);
    expect(await newest()).toMatchObject({
      action: "token_revoked",
      subject: { whom: "Robot", id: made.id, name: "Nightly" },
    });
  });
});

describe("what is done with data and documents", () => {
  test("exports are in it before the first byte, imports when they begin", async () => {
    await created("/records/device", [{ name: "a" }, { name: "b" }]);
    const filter = 'name == "a"';
    const query = new URLSearchParams({ format: "csv", filter });
    await server.request("GET", `/records/device/export?${query}`);
    expect(await newest()).toMatchObject({
      action: "exported",
      subject: { object: "device", format: "csv", filter, rows: 1 },
      sentence: `Exported Device as csv; filter: ${filter}; records: 1`,
    });
    const file = { headers: { "content-type": "text/csv" } };
    await server.request("POST", "/import/device?dry_run=true", "name\nc\n", file);
    expect((await newest())?.action).toBe("exported");
    const job = await server.request("POST", "/import/device", "name\nc\nd\n", file);
    const { id } = job.body as { id: string };
    expect(await newest()).toMatchObject({
      action: "import_begun",
      subject: { object: "device", rows: 2, job: id },
    });
    const state = async () =>
      ((await server.request("GET", `/jobs/${id}`)).body as { state: string }).state;
    await expect.poll(state).toBe("done");
    await server.request("POST", `/jobs/${id}/undo`);
    expect(await newest()).toMatchObject({ action: "import_undone", subject: { job: id } });
  });

  test("what is exported with the eyes of somebody else is in it by who looks", async () => {
    const cookie = await sessionOf(server, server.admin.email, server.admin.password);
    const seen = await person(server, "seen", "member");
    const looking = personWith(server, cookie);
    expect((await looking.call("POST", `/users/${seen.id}/view-as`)).status).toBe(204);
    expect((await looking.call("GET", "/records/device/export?format=csv")).status).toBe(200);
    expect(await newest()).toMatchObject({
      action: "exported",
      actor: { email: server.admin.email },
    });
  });

  test("a secret is not answered without an entry", async () => {
    const device = await created("/records/device", { name: "s", pin: "4711-very-secret" });
    await server.request("POST", `/records/device/${device.id}/secrets/pin`);
    const entry = await newest();
    expect(entry).toMatchObject({
      action: "secret_revealed",
      subject: { object: "device", field: "pin", record: device.id },
      sentence: `Was shown the secret Pin of Device, record ${device.id}`,
    });
    expect(JSON.stringify(entry)).not.toContain("4711");
  });

  test("publishes, returns to a version and purges are in it", async () => {
    const [first] = await ofAction("published");
    expect(first).toMatchObject({ actor: null, via: "command_line", subject: { version: 1 } });
    const read = await server.request("GET", "/metadata/documents");
    const found = (read.body as { documents: { name: string; published: Json }[] }).documents;
    const device = structuredClone(found.find(({ name }) => name === "device")?.published ?? {});
    delete (device.properties as Json).gone;
    await server.request("PUT", "/metadata/drafts/object/device", device);
    const published = await server.request("POST", "/metadata/publish", { message: "One less" });
    expect(published.body).toEqual({ version: 2 });
    expect(await newest()).toMatchObject({
      action: "published",
      actor: { email: server.admin.email },
      subject: { version: 2, message: "One less" },
      sentence: "Published version 2: One less",
    });
    const removed = (await server.request("GET", "/metadata/removed")).body as Listed;
    await server.request("DELETE", `/metadata/removed/${removed.data[0]?.id}`);
    expect(await newest()).toMatchObject({
      action: "purged",
      subject: { names: ["device.gone"] },
    });
    await server.request("POST", "/metadata/versions/1/publish", { message: "Back" });
    expect(await newest()).toMatchObject({
      action: "version_returned",
      subject: { version: 3, from: 1, message: "Back" },
    });
  });

  test("what the command line does is in it", async () => {
    const environment = { DATABASE_URL: server.databaseUrl };
    const run = (...words: string[]) => runTenon([...words, "--workspace", "demo"], environment);
    await run("user", "create", "typed@example.com", "--role", "member");
    expect(await newest()).toMatchObject({
      action: "user_created",
      actor: null,
      via: "command_line",
      address: "",
      subject: { whom: "typed@example.com", roles: ["member"] },
    });
    await run("user", "create", "typed@example.com", "--role", "admin");
    expect(await newest()).toMatchObject({
      action: "roles_changed",
      subject: { before: ["member"], after: ["admin"] },
    });
    const token = await run("token", "create", "--user", "typed@example.com");
    const entry = await newest();
    expect(entry).toMatchObject({ action: "token_made", subject: { whom: "typed@example.com" } });
    expect(JSON.stringify(entry)).not.toContain(token);
  });
});

type Json = Record<string, unknown>;
interface Listed {
  readonly data: readonly { readonly id: string }[];
}

describe("reading", () => {
  test("is for roles with the right to it, which need no other", async () => {
    const auditor = await person(server, "auditor", "auditor");
    const asked = (token: string | null) => server.request("GET", "/audit", undefined, { token });
    expect((await asked(auditor.token)).status).toBe(200);
    expect(code(await asked(server.memberToken))).toBe("not_permitted");
    expect((await asked(null)).status).toBe(401);
    const who = await server.request("GET", "/auth/me", undefined, { token: auditor.token });
    expect(who.body).toMatchObject({ administers: ["audit_log"], can_design: false });
  });

  test("goes page by page, newest first, without a gap", async () => {
    const numbers = (await wholeAudit(server)).map(({ number }) => number);
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers).toEqual(numbers.map((_, index) => numbers.length - index));
  });

  test("by person, act and time", async () => {
    const all = await wholeAudit(server);
    const id = await meId();
    const theirs = all.filter(({ actor }) => actor?.id === id);
    expect(theirs.length).toBeGreaterThan(5);
    expect((await auditPage(server, `actor=${id}&limit=200`)).data).toEqual(theirs);
    const refusals = all.filter(({ action }) => action === "sign_in_refused");
    expect(await ofAction("sign_in_refused")).toEqual(refusals);
    const middle = all[Math.floor(all.length / 2)]?.at ?? "";
    const { data: later } = await auditPage(server, `from=${middle}&limit=200`);
    const { data: earlier } = await auditPage(server, `to=${middle}&limit=200`);
    expect(later).toEqual(all.filter(({ at }) => at >= middle));
    expect(earlier).toEqual(all.filter(({ at }) => at < middle));
  });

  test.each([
    ["action=unheard_of", "invalid_parameter"],
    ["actor=admin", "invalid_parameter"],
    ["from=yesterday", "invalid_parameter"],
    ["to=2026-01-31", "invalid_parameter"],
    ["limit=0", "invalid_parameter"],
    ["limit=201", "invalid_parameter"],
    ["after=x", "invalid_cursor"],
    ["order=oldest", "unknown_parameter"],
  ])("%s is refused", async (query, expected) => {
    const answer = await server.request("GET", `/audit?${query}`);
    expect([answer.status, code(answer)]).toEqual([400, expected]);
  });

  test("says what an entry means in the reader's language", async () => {
    const answer = await server.request("GET", "/audit?action=invited&locale=zh-CN");
    expect(answer.body).toMatchObject({
      data: [{ sentence: "邀请 guest@example.com 担任 member" }],
    });
  });
});
