/** Signing in by a provider: whom it lets in, and what the account is afterwards. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startForgingProvider } from "../support/forging-provider.ts";
import { clientSecret } from "../support/oidc-provider.ts";
import {
  beginLink,
  beginPath,
  beginSignIn,
  finishLink,
  finishSignIn,
} from "../support/provider-calls.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { code as codeOf, cookieOf, sessionOf, signIn } from "../support/sessions.ts";
import { asNobody, codeAt, personWith, setUpTotp } from "../support/signed-in.ts";

const provider = await startForgingProvider();
const publicUrl = "https://tenon.example";
const settings = { ...provider.settings, TENON_PUBLIC_URL: publicUrl };
const linked = await startTestServer({ settings });
const byEmail = await startTestServer({
  settings: { ...settings, TENON_OIDC_ACCOUNTS: "by_verified_email" },
});
const open = await startTestServer({
  settings: { ...settings, TENON_OIDC_NEW_ACCOUNTS_ROLE: "member" },
});
const servers = [linked, byEmail, open];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await provider.stop();
});

const run = (server: TestServer, text: string) =>
  server.services.database.run({ text, values: [] });

beforeEach(async () => {
  for (const server of servers) {
    for (const table of ["identity", "totp", "recovery_code", "sign_in_attempt"])
      await run(server, `delete from core.${table}`);
    await run(server, "update core.membership set disabled = false, invited = false");
  }
});

const member = "member@example.com";
const person = (sub: string, email = "", verified: unknown = true) => ({
  sub,
  ...(email === "" ? {} : { email, email_verified: verified }),
  name: "From Elsewhere",
});

/** The whole way, as somebody the provider knows. */
async function comeIn(
  server: TestServer,
  who: Readonly<Record<string, unknown>>,
  returnTo?: string,
): Promise<Answer> {
  const flow = await beginSignIn(server, returnTo);
  return finishSignIn(server, flow, provider.answer(flow, who));
}

const memberOf = async (server: TestServer) =>
  personWith(server, await sessionOf(server, member, server.admin.password));

async function link(server: TestServer, sub: string) {
  const owner = await memberOf(server);
  const flow = await beginLink(owner, server.admin.password);
  const answer = await finishLink(server, owner, flow, provider.answer(flow, person(sub)));
  return { owner, answer };
}

describe("a linked account", () => {
  test("signs in with a session like any other", async () => {
    const { owner, answer } = await link(linked, "s1");
    expect([answer.status, answer.body]).toEqual([201, { return_to: "/demo/account" }]);
    const came = await comeIn(
      linked,
      person("s1", "other@example.net"),
      "/demo/records/note?a=b#c",
    );
    expect(came.body).toMatchObject({
      user: { email: member },
      workspace: "demo",
      return_to: "/demo/records/note?a=b#c",
    });
    const mine = personWith(linked, cookieOf(came));
    expect(mine.cookie).toMatch(/^tenon-demo=/);
    const listed = await mine.call("GET", "/account/identities");
    expect(listed.body).toMatchObject({
      available: "127.0.0.1",
      data: [{ current: true, email: "other@example.net", used_at: expect.any(String) }],
    });
    const sessions = await owner.call("GET", "/account/sessions");
    const { data } = sessions.body as { data: { id: string; current: boolean }[] };
    expect(data).toHaveLength(2);
    const other = data.find(({ current }) => !current);
    await owner.call("DELETE", `/account/sessions/${other?.id}`);
    expect((await mine.call("GET", "/auth/me")).status).toBe(401);
  });

  test("is out when it signs out, and never adopts the session that was there", async () => {
    await link(linked, "s1");
    const flow = await beginSignIn(linked);
    const brought = provider.answer(flow, person("s1"));
    const before = await sessionOf(linked, linked.admin.email, linked.admin.password);
    const cookie = `${before}; ${flow.cookie}`;
    const came = await finishSignIn(linked, { cookie }, brought);
    const mine = personWith(linked, cookieOf(came));
    expect(mine.cookie).not.toBe(before);
    expect((await personWith(linked, before).call("GET", "/auth/me")).status).toBe(401);
    await mine.call("POST", "/auth/sign-out", {});
    const former = personWith(linked, cookieOf(came));
    expect((await former.call("GET", "/auth/me")).status).toBe(401);
  });

  test("is asked for its own second factor all the same", async () => {
    const { owner } = await link(linked, "s1");
    const { secret } = await setUpTotp(owner, linked.admin.password);
    const came = await comeIn(linked, { ...person("s1"), amr: ["mfa", "otp"] }, "/demo/x");
    expect(came.body).toMatchObject({ second_factor: ["totp", "recovery"], return_to: "/demo/x" });
    expect(cookieOf(came)).toBe("");
    await run(linked, "update core.totp set last_step = 0");
    const { challenge } = came.body as { challenge: string };
    const path = "/auth/sign-in/second-factor";
    const step = await asNobody(linked, "POST", path, { challenge, code: codeAt(secret) });
    expect(step.body).toMatchObject({ user: { email: member } });
  });

  test("lets nobody in who is disabled", async () => {
    await link(linked, "s1");
    await run(linked, "update core.membership set disabled = true");
    const refused = await comeIn(linked, person("s1", member));
    expect([refused.status, codeOf(refused), cookieOf(refused)]).toEqual([
      403,
      "provider_account_unknown",
      "",
    ]);
    await run(linked, "update core.membership set disabled = false");
    await run(linked, `update core.account set disabled = true where email = '${member}'`);
    expect(codeOf(await comeIn(linked, person("s1", member)))).toBe("provider_account_unknown");
    await run(linked, "update core.account set disabled = false");
  });

  test("is known by issuer and subject, whatever address is told", async () => {
    await link(linked, "s1");
    const other = await comeIn(linked, person("s2", member));
    expect(codeOf(other)).toBe("provider_account_unknown");
    await run(linked, "update core.identity set issuer = 'https://other.example'");
    expect(codeOf(await comeIn(linked, person("s1", member)))).toBe("provider_account_unknown");
  });
});

describe("linking", () => {
  test("takes the password, and a session of that person", async () => {
    const owner = await memberOf(linked);
    for (const [password, code] of [
      [undefined, "required"],
      ["not it", "wrong_password"],
    ] as const) {
      const body = password === undefined ? {} : { password };
      expect(codeOf(await owner.call("POST", "/account/identities/begin", body))).toBe(code);
    }
    const token = await linked.request("POST", "/account/identities/begin", {
      password: linked.admin.password,
    });
    expect(codeOf(token)).toBe("session_needed");
    const flow = await beginLink(owner, linked.admin.password);
    const other = personWith(
      linked,
      await sessionOf(linked, linked.admin.email, linked.admin.password),
    );
    const taken = await finishLink(linked, other, flow, provider.answer(flow, person("s1")));
    expect(codeOf(taken)).toBe("provider_flow_expired");
    expect((await run(linked, "select 1 from core.identity")).rows).toEqual([]);
  });

  test("and signing in are two things, neither finishes the other", async () => {
    const owner = await memberOf(linked);
    const flow = await beginLink(owner, linked.admin.password);
    const asSignIn = await finishSignIn(linked, flow, provider.answer(flow, person("s1")));
    expect(codeOf(asSignIn)).toBe("provider_flow_expired");
    const begun = await beginSignIn(linked);
    const asLink = await finishLink(linked, owner, begun, provider.answer(begun, person("s1")));
    expect(codeOf(asLink)).toBe("provider_flow_expired");
    expect((await run(linked, "select 1 from core.identity")).rows).toEqual([]);
  });

  test("takes nobody's account over, and replaces nothing", async () => {
    const { owner } = await link(linked, "s1");
    expect(codeOf((await link(linked, "s2")).answer)).toBe("identity_exists");
    const admin = personWith(
      linked,
      await sessionOf(linked, linked.admin.email, linked.admin.password),
    );
    const flow = await beginLink(admin, linked.admin.password);
    const taken = await finishLink(linked, admin, flow, provider.answer(flow, person("s1")));
    expect([taken.status, codeOf(taken)]).toEqual([409, "identity_taken"]);
    const still = await owner.call("GET", "/account/identities");
    expect((still.body as { data: unknown[] }).data).toHaveLength(1);
  });

  test("is undone with the password, by its owner, and ends other sessions", async () => {
    const { owner } = await link(linked, "s1");
    const came = personWith(linked, cookieOf(await comeIn(linked, person("s1"))));
    const listed = await owner.call("GET", "/account/identities");
    const id = (listed.body as { data: { id: string }[] }).data[0]?.id;
    const { password } = linked.admin;
    const admin = personWith(linked, await sessionOf(linked, linked.admin.email, password));
    for (const wrong of [id, randomUUID(), "x"]) {
      const answer = await admin.call("DELETE", `/account/identities/${wrong}`, { password });
      expect([answer.status, codeOf(answer)]).toEqual([404, "identity_not_found"]);
    }
    const bare = await owner.call("DELETE", `/account/identities/${id}`, {});
    expect(codeOf(bare)).toBe("required");
    const gone = await owner.call("DELETE", `/account/identities/${id}`, { password });
    expect(gone.status).toBe(204);
    expect((await owner.call("GET", "/auth/me")).status).toBe(200);
    expect((await came.call("GET", "/auth/me")).status).toBe(401);
    expect(codeOf(await comeIn(linked, person("s1")))).toBe("provider_account_unknown");
  });
});

describe("a verified e-mail address", () => {
  test("links a member once, where the operator lets it", async () => {
    const first = await comeIn(byEmail, person("s1", member.toUpperCase()));
    expect(first.body).toMatchObject({ user: { email: member } });
    const later = await comeIn(byEmail, person("s1"));
    expect(later.body).toMatchObject({ user: { email: member } });
    expect(codeOf(await comeIn(linked, person("s1", member)))).toBe("provider_account_unknown");
  });

  test.each([
    ["not verified", false],
    ["said to be verified in another way", "true"],
    ["nothing said of", null],
  ])("that is %s links nobody", async (_what, verified) => {
    const refused = await comeIn(byEmail, person("s1", member, verified));
    expect([refused.status, codeOf(refused)]).toEqual([403, "provider_account_unknown"]);
    expect((await run(byEmail, "select 1 from core.identity")).rows).toEqual([]);
  });

  test("does not take over who is linked under another subject", async () => {
    await comeIn(byEmail, person("s1", member));
    const other = await comeIn(byEmail, person("s2", member));
    expect([other.status, codeOf(other)]).toEqual([403, "provider_account_unknown"]);
    const { rows } = await run(byEmail, "select subject from core.identity");
    expect(rows).toEqual([["s1"]]);
  });

  test("of letters that only look alike is another one", async () => {
    // KELVIN SIGN, which is folded to k in some places.
    await run(
      byEmail,
      `update core.account set email = 'kim@example.com' where email = '${member}'`,
    );
    const refused = await comeIn(byEmail, person("s1", "\u212Aim@example.com"));
    await run(
      byEmail,
      `update core.account set email = '${member}' where email = 'kim@example.com'`,
    );
    expect(codeOf(refused)).toBe("provider_account_unknown");
  });

  test("of a disabled member links nobody", async () => {
    await run(byEmail, "update core.membership set disabled = true");
    expect(codeOf(await comeIn(byEmail, person("s1", member)))).toBe("provider_account_unknown");
    expect((await run(byEmail, "select 1 from core.identity")).rows).toEqual([]);
  });

  test("accepts an invitation to this address", async () => {
    const email = `${randomUUID()}@example.com`;
    await byEmail.request("POST", "/users/invite", { email, name: "New", roles: ["member"] });
    const came = await comeIn(byEmail, person(randomUUID(), email));
    expect(came.body).toMatchObject({ user: { email, name: "New" }, roles: ["member"] });
    expect((await run(byEmail, "select 1 from core.link")).rows).toEqual([]);
    const found = await byEmail.request("GET", `/records/user?filter=email == "${email}"`);
    expect((found.body as { data: unknown[] }).data).toHaveLength(1);
  });
});

describe("somebody whom nobody knows", () => {
  test("stays outside, unless a role for such people is named", async () => {
    const email = `${randomUUID()}@example.com`;
    for (const server of [linked, byEmail])
      expect(codeOf(await comeIn(server, person("s9", email)))).toBe("provider_account_unknown");
    const came = await comeIn(open, person("s9", email));
    expect(came.body).toMatchObject({ user: { email, name: "From Elsewhere" }, roles: ["member"] });
    const again = await comeIn(open, person("s9"));
    expect(again.body).toMatchObject({ user: { email } });
    const found = await open.request("GET", `/records/user?filter=email == "${email}"`);
    expect((found.body as { data: unknown[] }).data).toHaveLength(1);
  });

  test("becomes one member, however many times he comes at once", async () => {
    const email = `${randomUUID()}@example.com`;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => comeIn(open, person("s9", email))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const { rows } = await run(open, "select count(*) from core.identity");
    expect(rows).toEqual([["1"]]);
  });

  test("does not get in by a member's address, nor without a verified one", async () => {
    for (const who of [person("s9", member), person("s9", "x@example.com", false), person("s9")])
      expect(codeOf(await comeIn(open, who))).toBe("provider_account_unknown");
    expect((await run(open, "select 1 from core.identity")).rows).toEqual([]);
  });

  test("stays outside of a workspace that lacks the role", async () => {
    const server = await startTestServer({
      settings: { ...settings, TENON_OIDC_NEW_ACCOUNTS_ROLE: "no_such_role" },
    });
    const refused = await comeIn(server, person("s9", "new@example.com"));
    expect(codeOf(refused)).toBe("provider_account_unknown");
    await server.stop();
  });
});

describe("an account without a password", () => {
  const newcomer = async () => {
    const sub = randomUUID();
    const email = `${sub}@example.com`;
    const who = personWith(open, cookieOf(await comeIn(open, person(sub, email))));
    const me = await who.call("GET", "/auth/me");
    const { id } = (me.body as { user: { id: string } }).user;
    const listed = await who.call("GET", "/account/identities");
    const identity = (listed.body as { data: { id: string }[] }).data[0]?.id;
    return { who, sub, email, id, identity };
  };

  test("keeps its last way in", async () => {
    const { who, sub, id, identity } = await newcomer();
    const refused = await who.call("DELETE", `/account/identities/${identity}`, {});
    expect([refused.status, codeOf(refused)]).toEqual([409, "last_way_in"]);
    expect((await comeIn(open, person(sub))).status).toBe(200);
    const key = randomUUID();
    await run(
      open,
      `insert into core.passkey (id, account, credential, public_key, counter, transports, name, created_at)
        values ('${key}', '${id}', '${key}', '', 0, '', 'Key', now())`,
    );
    expect((await who.call("DELETE", `/account/identities/${identity}`, {})).status).toBe(204);
    const last = await who.call("DELETE", `/account/passkeys/${key}`, {});
    expect([last.status, codeOf(last)]).toEqual([409, "last_way_in"]);
  });

  test("does not lose both of two ways at once", async () => {
    const { who, id, identity } = await newcomer();
    const key = randomUUID();
    await run(
      open,
      `insert into core.passkey (id, account, credential, public_key, counter, transports, name, created_at)
        values ('${key}', '${id}', '${key}', '', 0, '', 'Key', now())`,
    );
    const { database } = open.services;
    const waiting = async (): Promise<unknown> =>
      (
        await run(
          open,
          "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
      ).rows[0]?.[0];
    // The passkey is on its way out when the provider is to follow.
    const { unlinking } = await database.transaction(async (transaction) => {
      const lock = `select 1 from core.account where id = '${id}' for update`;
      await transaction.run({ text: lock, values: [] });
      const text = `delete from core.passkey where id = '${key}'`;
      await transaction.run({ text, values: [] });
      const begun = who.call("DELETE", `/account/identities/${identity}`, {});
      await expect.poll(waiting).toBe("1");
      return { unlinking: begun };
    });
    expect(codeOf(await unlinking)).toBe("last_way_in");
  });

  test("confirms itself by having signed in just now", async () => {
    const { who, identity } = await newcomer();
    await run(open, "update core.session set created_at = now() - interval '11 minutes'");
    const refused = await who.call("DELETE", `/account/identities/${identity}`, {});
    expect(codeOf(refused)).toBe("recent_sign_in_needed");
  });

  test("gets none by a reset, by an administrator or by an invitation elsewhere", async () => {
    const { sub, email, id } = await newcomer();
    const signedIn = await signIn(open, email, "a guess of a password");
    expect(codeOf(signedIn)).toBe("wrong_credentials");
    const link = await open.request("POST", `/users/${id}/reset-link`, {});
    expect(codeOf(link)).toBe("signs_in_elsewhere");
    // As of a workspace that he is invited to, by an administrator who is handed the link.
    await run(open, `update core.membership set invited = true where account = '${id}'`);
    const invited = await open.request("POST", `/users/${id}/reset-link`, {});
    const token = (invited.body as { link: string }).link.split("#")[1];
    for (const [path, body] of [
      ["/auth/invitations/check", { token }],
      ["/auth/invitations/accept", { token, password: "three unrelated words" }],
    ] as const) {
      const answer = await asNobody(open, "POST", path, body);
      expect([answer.status, codeOf(answer)]).toEqual([409, "invitation_by_provider"]);
    }
    const { rows } = await run(open, `select password from core.account where id = '${id}'`);
    expect(rows).toEqual([[null]]);
    expect((await comeIn(open, person(sub))).status).toBe(200);
  });
});

test("the sign-in screen is told the provider's name, and nothing tells its secret", async () => {
  const methods = await linked.request("GET", "/auth/methods", undefined, { token: null });
  expect(methods.body).toEqual({ passkey: true, provider: "127.0.0.1" });
  for (const path of ["/metadata", "/openapi.json", "/auth/methods", "/account/identities"]) {
    const answer = await linked.request("GET", path);
    expect(JSON.stringify(answer.body)).not.toContain(clientSecret);
  }
  const plain = await startTestServer();
  const none = await plain.request("GET", "/auth/methods", undefined, { token: null });
  expect(none.body).toMatchObject({ provider: null });
  expect(codeOf(await asNobody(plain, "POST", beginPath, {}))).toBe("provider_unavailable");
  await plain.stop();
});
