import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { useCode } from "../../engine/access/second-factor.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { code as codeOf, cookieOf, signIn } from "../support/sessions.ts";
import {
  asNobody,
  codeAt,
  forgetTries,
  type Person,
  personWith,
  setUpTotp,
} from "../support/signed-in.ts";

const server: TestServer = await startTestServer({
  documents: [objectDocument("note", { text: { type: "string" } })],
});
afterAll(() => server.stop());

const { email, password } = server.admin;
const { database } = server.services;
const run = (text: string) => database.run({ text, values: [] });

const start = async (): Promise<Person> =>
  personWith(server, cookieOf(await signIn(server, email, password)));

/** The first step of an account with a second factor. */
async function challenge(): Promise<string> {
  const answer = await signIn(server, email, password);
  expect([answer.status, cookieOf(answer)]).toEqual([200, ""]);
  return (answer.body as { challenge: string }).challenge;
}

const second = (challengeText: string, code: string) =>
  asNobody(server, "POST", "/auth/sign-in/second-factor", { challenge: challengeText, code });

beforeEach(async () => {
  for (const table of ["totp", "recovery_code", "sign_in_challenge", "sign_in_attempt", "session"])
    await run(`delete from core.${table}`);
});

describe("an authenticator app", () => {
  test("is set up with the password and a code, and answers ten recovery codes once", async () => {
    const person = await start();
    const wrong = await person.call("POST", "/account/totp", { password: "not it" });
    expect([wrong.status, codeOf(wrong)]).toEqual([422, "wrong_password"]);
    expect(codeOf(await person.call("POST", "/account/totp", {}))).toBe("required");
    const begun = await person.call("POST", "/account/totp", { password });
    const { secret, uri } = begun.body as { secret: string; uri: string };
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toContain(encodeURIComponent(email));
    const refused = await person.call("POST", "/account/totp/confirm", { code: codeAt(secret, 9) });
    expect([refused.status, codeOf(refused)]).toEqual([422, "wrong_code"]);
    const before = await signIn(server, email, password);
    expect(before.body).toMatchObject({ user: { email } });
    const done = await person.call("POST", "/account/totp/confirm", { code: codeAt(secret) });
    const { recovery_codes: codes } = done.body as { recovery_codes: string[] };
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);
    const state = await person.call("GET", "/account/second-factor");
    expect(state.body).toEqual({ totp: true, recovery_codes: 10, has_password: true });
    expect(codeOf(await person.call("POST", "/account/totp", { password }))).toBe("totp_is_active");
    expect(codeOf(await person.call("POST", "/account/totp/confirm", { code: "000000" }))).toBe(
      "totp_is_active",
    );
  });

  test("ends the sessions of before, and gives the one that set it up a new id", async () => {
    const [person, other] = [await start(), await start()];
    const former = person.cookie;
    await setUpTotp(person, password);
    expect(person.cookie).not.toBe(former);
    expect((await person.call("GET", "/auth/me")).status).toBe(200);
    for (const cookie of [former, other.cookie]) {
      const answer = await asNobody(server, "GET", "/auth/me", undefined, { cookie });
      expect(answer.status).toBe(401);
    }
  });

  test("is kept sealed, bound to its account, and codes as digests", async () => {
    const { secret, recoveryCodes } = await setUpTotp(await start(), password);
    const kept = await run(
      "select (select string_agg(t::text, ' ') from core.totp t), (select string_agg(r::text, ' ') from core.recovery_code r), (select sealed from core.totp)",
    );
    expect(kept.rows.flat().join()).not.toContain(secret);
    for (const code of recoveryCodes)
      expect(kept.rows.flat().join()).not.toContain(code.replaceAll("-", ""));
    const place = { workspace: "core", object: "account", field: "totp" };
    const other = { ...place, record: "01a00000-0000-7000-8000-000000000000" };
    expect(server.services.secrets.open(other, kept.rows[0]?.[2] ?? "")).toBeNull();
  });

  test("goes with password and code; then the password is enough again", async () => {
    const person = await start();
    const { secret, recoveryCodes } = await setUpTotp(person, password);
    await forgetTries(server);
    for (const [body, code] of [
      [{ password: "not it", code: codeAt(secret) }, "wrong_password"],
      [{ password, code: "000000" }, "wrong_code"],
      [{ password }, "required"],
      [{ code: codeAt(secret) }, "required"],
    ] as const)
      expect(codeOf(await person.call("DELETE", "/account/totp", body))).toBe(code);
    const gone = await person.call("DELETE", "/account/totp", {
      password,
      code: recoveryCodes[0],
    });
    expect(gone.status).toBe(204);
    expect((await signIn(server, email, password)).body).toMatchObject({ user: { email } });
    expect((await run("select 1 from core.recovery_code")).rows).toEqual([]);
    const again = await person.call("DELETE", "/account/totp", { password, code: "000000" });
    expect(codeOf(again)).toBe("totp_not_active");
  });

  test("is no business of API tokens, which go on as before", async () => {
    const person = await start();
    await setUpTotp(person, password);
    expect((await server.request("GET", "/records/note")).status).toBe(200);
    for (const [method, path, body] of [
      ["POST", "/account/totp", { password }],
      ["POST", "/account/totp/confirm", { code: "000000" }],
      ["DELETE", "/account/totp", { password, code: "000000" }],
      ["POST", "/account/recovery-codes", { password, code: "000000" }],
    ] as const) {
      const answer = await server.request(method, path, body);
      expect([answer.status, codeOf(answer)], path).toEqual([403, "session_needed"]);
    }
  });
});

describe("the second step", () => {
  let secret = "";
  let recoveryCodes: readonly string[] = [];
  beforeEach(async () => {
    ({ secret, recoveryCodes } = await setUpTotp(await start(), password));
    await forgetTries(server);
  });

  test("follows the right password, with no session before it", async () => {
    const first = await signIn(server, email, password);
    expect([first.status, cookieOf(first), first.body]).toEqual([
      200,
      "",
      { second_factor: ["totp", "recovery"], challenge: expect.stringMatching(/^[\w-]{43}$/) },
    ]);
    const wrong = await signIn(server, email, "not it");
    expect([wrong.status, codeOf(wrong)]).toEqual([401, "wrong_credentials"]);
    const { challenge: held } = first.body as { challenge: string };
    const bad = await second(held, "000000");
    expect([bad.status, codeOf(bad), cookieOf(bad)]).toEqual([401, "second_factor_refused", ""]);
    const done = await second(held, `${codeAt(secret).slice(0, 3)} ${codeAt(secret).slice(3)}`);
    expect(done.body).toMatchObject({ user: { email } });
    const person = personWith(server, cookieOf(done));
    expect((await person.call("GET", "/records/note")).status).toBe(200);
    expect(codeOf(await second(held, codeAt(secret, 1)))).toBe("challenge_expired");
    const { rows } = await run("select string_agg(c::text, ' ') from core.sign_in_challenge c");
    expect(rows.flat().join()).not.toContain(held);
  });

  test("takes a code of the step before, of now or after, each once, and none further off", async () => {
    // A step of thirty seconds must not end on the way.
    const left = () => 30 - ((Date.now() / 1000) % 30);
    await expect.poll(left).toBeGreaterThan(8);
    for (const [steps, taken] of [
      [-2, false],
      [2, false],
      [-1, true],
      [-1, false],
      [0, true],
      [0, false],
      [-1, false],
      [1, true],
      [1, false],
    ] as const) {
      const answer = await second(await challenge(), codeAt(secret, steps));
      expect([steps, answer.status]).toEqual([steps, taken ? 200 : 401]);
    }
  });

  test("takes one code once, of twenty tries at the same time", async () => {
    const { rows } = await run("select account from core.totp");
    const account = rows[0]?.[0] ?? "";
    for (const code of [codeAt(secret), recoveryCodes[3] ?? ""]) {
      const tries = Array.from({ length: 20 }, () =>
        useCode(database, server.services.secrets, account, code),
      );
      expect((await Promise.all(tries)).filter((taken) => taken)).toHaveLength(1);
      await forgetTries(server);
      const held: string[] = [];
      for (let count = 0; count < 10; count++) held.push(await challenge());
      const fresh = code.length === 6 ? codeAt(secret) : (recoveryCodes[4] ?? "");
      const answers = await Promise.all(held.map((each) => second(each, fresh)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter((answer) => cookieOf(answer) !== "")).toHaveLength(1);
      await forgetTries(server);
    }
  });

  test("takes a recovery code however it is written, once", async () => {
    const code = recoveryCodes[0] ?? "";
    const written = code.toUpperCase().replaceAll("-", " ");
    expect((await second(await challenge(), written)).status).toBe(200);
    expect((await second(await challenge(), code)).status).toBe(401);
    expect((await second(await challenge(), recoveryCodes[1] ?? "")).status).toBe(200);
  });

  test("is given five tries by one challenge, ten by all, however many come at once", async () => {
    const held = await challenge();
    const guesses = Array.from({ length: 40 }, (_, index) => second(held, String(100_000 + index)));
    const answers = await Promise.all(guesses);
    expect(answers.filter((answer) => codeOf(answer) === "second_factor_refused")).toHaveLength(5);
    expect(codeOf(await second(held, codeAt(secret)))).toBe("challenge_expired");
    const many: string[] = [];
    for (let count = 0; count < 20; count++) many.push(await challenge());
    const more = await Promise.all(many.map((each) => second(each, "000000")));
    const evaluated = more.filter((answer) => codeOf(answer) === "second_factor_refused");
    expect(evaluated.length).toBeLessThanOrEqual(5);
    const late = await second(await challenge(), codeAt(secret));
    expect([late.status, codeOf(late)]).toEqual([429, "too_many_attempts"]);
  });

  test("is not reached with what is old, unknown, of another workspace, or no text", async () => {
    const held = await challenge();
    await run("update core.sign_in_challenge set expires_at = now() - interval '1 second'");
    expect(codeOf(await second(held, codeAt(secret)))).toBe("challenge_expired");
    expect(codeOf(await second("x".repeat(43), codeAt(secret)))).toBe("challenge_expired");
    const elsewhere = await challenge();
    await run("update core.sign_in_challenge set workspace = gen_random_uuid()");
    expect(codeOf(await second(elsewhere, codeAt(secret)))).toBe("challenge_expired");
    for (const body of [
      {},
      [],
      { challenge: await challenge() },
      { challenge: {}, code: "1" },
      { challenge: await challenge(), code: { $ne: "" } },
      { challenge: await challenge(), code: codeAt(secret), email },
    ]) {
      const answer = await asNobody(server, "POST", "/auth/sign-in/second-factor", body);
      expect([400, 422]).toContain(answer.status);
      expect(cookieOf(answer)).toBe("");
    }
  });

  test("opens nothing to somebody who was disabled in between", async () => {
    const held = await challenge();
    await run("update core.account set disabled = true where email = 'admin@example.com'");
    const answer = await second(held, codeAt(secret));
    await run("update core.account set disabled = false");
    expect([answer.status, cookieOf(answer)]).toEqual([401, ""]);
  });
});

test("new recovery codes take password and code, and replace the former ones", async () => {
  const person = await start();
  const none = await person.call("POST", "/account/recovery-codes", { password, code: "000000" });
  expect(codeOf(none)).toBe("second_factor_missing");
  const { secret, recoveryCodes } = await setUpTotp(person, password);
  await forgetTries(server);
  const bare = await person.call("POST", "/account/recovery-codes", { password, code: "000000" });
  expect(codeOf(bare)).toBe("wrong_code");
  const renewed = await person.call("POST", "/account/recovery-codes", {
    password,
    code: codeAt(secret),
  });
  const { recovery_codes: codes } = renewed.body as { recovery_codes: string[] };
  expect(codes).toHaveLength(10);
  expect((await second(await challenge(), recoveryCodes[0] ?? "")).status).toBe(401);
  expect((await second(await challenge(), codes[0] ?? "")).status).toBe(200);
});
