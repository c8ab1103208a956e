import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createWorkspace } from "../../engine/workspaces.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { code as codeOf, cookieOf, signIn } from "../support/sessions.ts";
import { asNobody, type Person, personWith } from "../support/signed-in.ts";
import { type SoftwarePasskey, softwarePasskey } from "../support/software-passkey.ts";

const origin = "https://tenon.example";
const server: TestServer = await startTestServer({ settings: { TENON_PUBLIC_URL: origin } });
const plain: TestServer = await startTestServer();
afterAll(() => Promise.all([server.stop(), plain.stop()]));

const { email, password } = server.admin;
const { database } = server.services;
const run = (text: string) => database.run({ text, values: [] });

const start = async (who = email): Promise<Person> =>
  personWith(server, cookieOf(await signIn(server, who, password)));
const accountOf = async (person: Person): Promise<string> =>
  ((await person.call("GET", "/auth/me")).body as { user: { id: string } }).user.id;

const challengeOf = (answer: Answer): string => (answer.body as { challenge: string }).challenge;

async function add(person: Person, key: SoftwarePasskey, bent = {}): Promise<Answer> {
  const options = await person.call("POST", "/account/passkeys/options", { password });
  const response = key.register(challengeOf(options), bent);
  return person.call("POST", "/account/passkeys", { name: "Laptop", response });
}

/** A person with a passkey, and what the answer to adding it held. */
async function equipped(who = email) {
  const person = await start(who);
  const key = softwarePasskey(origin, await accountOf(person));
  const added = await add(person, key);
  expect(added.status).toBe(201);
  return { person, key, added };
}

const options = async (challenge?: string): Promise<string> =>
  challengeOf(
    await asNobody(server, "POST", "/auth/passkey/options", challenge ? { challenge } : {}),
  );
const enter = (response: unknown, challenge?: string): Promise<Answer> =>
  asNobody(server, "POST", "/auth/passkey", { response, ...(challenge ? { challenge } : {}) });

beforeEach(async () => {
  for (const table of ["passkey", "passkey_challenge", "recovery_code", "sign_in_attempt"])
    await run(`delete from core.${table}`);
});

describe("a passkey", () => {
  test("is added with the password; the first one brings recovery codes and a new session", async () => {
    const person = await start();
    const key = softwarePasskey(origin, await accountOf(person));
    for (const body of [{}, { password: "not it" }]) {
      const refused = await person.call("POST", "/account/passkeys/options", body);
      expect(["required", "wrong_password"]).toContain(codeOf(refused));
    }
    const asked = await person.call("POST", "/account/passkeys/options", { password });
    expect(asked.body).toMatchObject({
      rp: { id: "tenon.example" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const former = person.cookie;
    const added = await add(person, key);
    expect([added.status, added.body]).toMatchObject([201, { name: "Laptop" }]);
    expect((added.body as { recovery_codes: string[] }).recovery_codes).toHaveLength(10);
    expect(person.cookie).not.toBe(former);
    const second = await add(person, softwarePasskey(origin, await accountOf(person)));
    expect(second.body).not.toHaveProperty("recovery_codes");
    expect((await add(person, key)).status).toBe(422);
    const listed = await person.call("GET", "/account/passkeys");
    expect(listed.body).toMatchObject({ available: true, data: [{ used_at: null }, {}] });
    expect(JSON.stringify(listed.body)).not.toContain("public_key");
  });

  test("is renamed and removed by its owner alone, removed with the password", async () => {
    const { person, added } = await equipped();
    const { id } = added.body as { id: string };
    const other = await start("member@example.com");
    for (const [method, body] of [
      ["PATCH", { name: "Mine" }],
      ["DELETE", { password }],
    ] as const) {
      const answer = await other.call(method, `/account/passkeys/${id}`, body);
      expect([answer.status, codeOf(answer)]).toEqual([404, "passkey_not_found"]);
    }
    const renamed = await person.call("PATCH", `/account/passkeys/${id}`, { name: "手机" });
    expect(renamed.body).toEqual({ id, name: "手机" });
    const bare = await person.call("DELETE", `/account/passkeys/${id}`, { password: "not it" });
    expect(codeOf(bare)).toBe("wrong_password");
    const gone = await person.call("DELETE", `/account/passkeys/${id}`, { password });
    expect(gone.status).toBe(204);
    expect((await run("select 1 from core.recovery_code")).rows).toEqual([]);
    expect((await signIn(server, email, password)).body).toMatchObject({ user: { email } });
    for (const method of ["PATCH", "DELETE"]) {
      const answer = await person.call(method, "/account/passkeys/x", { name: "x" });
      expect([404, 422]).toContain(answer.status);
    }
  });

  test.each([
    ["of another origin", { origin: "https://evil.example" }],
    ["bound to another name", { host: "evil.example" }],
    ["without its owner", { flags: 1 }],
    ["to another challenge", { challenge: "x".repeat(43) }],
    ["of another kind", { type: "webauthn.get" }],
    ["with certificates to check", { format: "packed" }],
    ["with certificates of a maker", { format: "apple" }],
  ])("%s is not added", async (_what, bent) => {
    const person = await start();
    const key = softwarePasskey(origin, await accountOf(person));
    const answer = await add(person, key, bent);
    expect([answer.status, codeOf(answer)]).toEqual([422, "passkey_not_accepted"]);
    expect((await run("select 1 from core.passkey")).rows).toEqual([]);
  });

  test("is not added for somebody else, nor twice by one challenge", async () => {
    const person = await start();
    const other = await start("member@example.com");
    const key = softwarePasskey(origin, await accountOf(person));
    const asked = await person.call("POST", "/account/passkeys/options", { password });
    const body = { name: "x", response: key.register(challengeOf(asked)) };
    expect((await other.call("POST", "/account/passkeys", body)).status).toBe(422);
    // Whoever tried has used the challenge up.
    expect((await person.call("POST", "/account/passkeys", body)).status).toBe(422);
  });

  test("cannot be where the server's name is not known", async () => {
    const answer = await asNobody(
      plain,
      "POST",
      "/auth/passkey/options",
      {},
      { host: "a.example" },
    );
    expect([answer.status, codeOf(answer)]).toEqual([409, "passkeys_unavailable"]);
  });
});

describe("signing in with a passkey", () => {
  test("needs nothing else, and is good once", async () => {
    const { key } = await equipped();
    const response = key.use(await options());
    const answers = await Promise.all(Array.from({ length: 10 }, () => enter(response)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({ user: { email } });
    expect(answers.filter((answer) => codeOf(answer) === "passkey_refused")).toHaveLength(9);
    expect((await enter(response)).status).toBe(401);
  });

  test.each([
    ["of another origin", { origin: "https://evil.example" }],
    ["of another port", { origin: `${origin}:8443` }],
    ["bound to another name", { host: "evil.example" }],
    ["without its owner", { flags: 1 }],
    ["with nobody there", { flags: 4 }],
    ["to another challenge", { challenge: "x".repeat(43) }],
    ["of another kind", { type: "webauthn.create" }],
    ["with a signature of something else", { forged: true }],
    ["for another account", { userHandle: "AAAAAAAAAAAAAAAAAAAAAA" }],
  ])("%s is refused", async (_what, bent) => {
    const { key } = await equipped();
    const answer = await enter(key.use(await options(), bent));
    expect([answer.status, codeOf(answer), cookieOf(answer)]).toEqual([401, "passkey_refused", ""]);
  });

  test("whose counter does not grow is refused: it was copied", async () => {
    const { key } = await equipped();
    expect((await enter(key.use(await options(), { counter: 7 }))).status).toBe(200);
    for (const counter of [7, 6, 0])
      expect((await enter(key.use(await options(), { counter }))).status).toBe(401);
    expect((await enter(key.use(await options(), { counter: 8 }))).status).toBe(200);
  });

  test("is refused when the challenge is old, was for adding one, or of another workspace", async () => {
    const { person, key } = await equipped();
    const old = await options();
    await run("update core.passkey_challenge set expires_at = now() - interval '1 second'");
    expect((await enter(key.use(old))).status).toBe(401);
    const adding = await person.call("POST", "/account/passkeys/options", { password });
    expect((await enter(key.use(challengeOf(adding)))).status).toBe(401);
    await createWorkspace(database, "elsewhere");
    const asked = await fetch(`${server.address}/elsewhere/api/auth/passkey/options`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: "{}",
    });
    const { challenge } = (await asked.json()) as { challenge: string };
    expect((await enter(key.use(challenge))).status).toBe(401);
  });

  test("is closed to who is disabled or gives no answer", async () => {
    const { key } = await equipped();
    await run("update core.membership set disabled = true");
    const disabled = await enter(key.use(await options()));
    await run("update core.membership set disabled = false");
    expect(disabled.status).toBe(401);
    for (const response of [null, {}, [], "x", { id: 1 }, { id: "a", rawId: "a", response: {} }])
      expect((await enter(response)).status).toBe(401);
  });
});

describe("a passkey as the second step", () => {
  const first = async (): Promise<string> => {
    const answer = await signIn(server, email, password);
    expect(answer.body).toMatchObject({ second_factor: ["passkey", "recovery"] });
    expect(cookieOf(answer)).toBe("");
    return challengeOf(answer);
  };

  test("ends signing in, for its own account and challenge only", async () => {
    const { key } = await equipped();
    const { key: foreign } = await equipped("member@example.com");
    const held = await first();
    const wrong = await enter(foreign.use(await options(held)), held);
    expect(codeOf(wrong)).toBe("passkey_refused");
    // Made for anybody, so not for this second step.
    expect(codeOf(await enter(key.use(await options()), held))).toBe("passkey_refused");
    const right = key.use(await options(held));
    expect(codeOf(await enter(right, "x".repeat(43)))).toBe("challenge_expired");
    expect((await enter(right, held)).body).toMatchObject({ user: { email } });
    expect(codeOf(await enter(key.use(await options()), held))).toBe("challenge_expired");
  });

  test("can be stood in for by a recovery code", async () => {
    const { added } = await equipped();
    const [code] = (added.body as { recovery_codes: string[] }).recovery_codes;
    const path = "/auth/sign-in/second-factor";
    const answer = await asNobody(server, "POST", path, { challenge: await first(), code });
    expect(answer.body).toMatchObject({ user: { email } });
  });
});
