/** Invitations and forgotten passwords, with a real mail server, and what others got wrong in them. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { takeMail } from "../../engine/mail/outbox.ts";
import type { SentLink, UserPage } from "../../metadata/account-wire.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { code, cookieOf, ours, sessionOf, signIn, withCookie } from "../support/sessions.ts";

const publicUrl = "https://tenon.example.com";
let mails: MailServer;
let server: TestServer;
/** The same workspace where no mail can be sent. */
let silent: TestServer;
beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({
    settings: {
      TENON_MAIL_URL: mails.url,
      TENON_MAIL_FROM: "Tenon <tenon@example.com>",
      TENON_PUBLIC_URL: publicUrl,
    },
  });
  silent = await startTestServer();
});
afterAll(async () => {
  await server.stop();
  await silent.stop();
  await mails.stop();
});
afterEach(async () => {
  for (const at of [server, silent])
    await at.services.database.run({ text: "delete from core.sign_in_attempt", values: [] });
});

const stranger = { token: null, headers: ours } as const;
let count = 0;
const newEmail = () => `person${++count}@example.com`;
const password = "three unrelated words";

const inviteAt = (at: TestServer, email: string, more: object = {}) =>
  at.request("POST", "/users/invite", { email, name: "Li Ming", roles: ["member"], ...more });

const tokenIn = (text: string): string => /#([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";

/** An invitation to hand over, and its token. */
async function handedTo(email: string, at = silent): Promise<string> {
  const answer = await inviteAt(at, email);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return tokenIn((answer.body as SentLink).link ?? "");
}

const accept = (at: TestServer, body: object, headers: object = {}): Promise<Answer> =>
  at.request("POST", "/auth/invitations/accept", body, {
    token: null,
    headers: { ...ours, ...headers },
  });

const askReset = (at: TestServer, email: unknown, headers: object = {}): Promise<Answer> =>
  at.request(
    "POST",
    "/auth/password-reset",
    { email },
    {
      token: null,
      headers: { ...ours, ...headers },
    },
  );

const confirm = (at: TestServer, body: object): Promise<Answer> =>
  at.request("POST", "/auth/password-reset/confirm", body, stranger);

const userOf = async (at: TestServer, email: string) =>
  ((await at.request("GET", "/users")).body as UserPage).data.find((user) => user.email === email);

async function newMember(email: string, at = silent): Promise<void> {
  const answer = await accept(at, { token: await handedTo(email, at), name: "Li Ming", password });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function mailedMember(email: string): Promise<void> {
  const before = mails.received.length;
  expect((await inviteAt(server, email)).status).toBe(201);
  const token = tokenIn((await mails.mail(before)).text);
  expect((await accept(server, { token, password })).status).toBe(200);
}

describe("an invitation", () => {
  test("goes to its address, in two languages of text, and makes a member who is signed in", async () => {
    const email = newEmail();
    const before = mails.received.length;
    const answer = await server.request(
      "POST",
      "/users/invite?locale=zh-CN",
      { email, name: "<b>李明</b>\u0026", roles: ["member"] },
      { headers: { host: "evil.example", "x-forwarded-host": "evil.example" } },
    );
    expect(answer.body).toMatchObject({ mailed: true, link: null, user: { state: "invited" } });
    const mail = await mails.mail(before);
    expect(mail.to).toEqual([email]);
    expect(mail.subject).toBe("admin 邀请您加入 demo");
    const token = tokenIn(mail.text);
    expect(mail.text).toContain(`${publicUrl}/demo/accept#${token}`);
    expect(mail.html).toContain(`href="${publicUrl}/demo/accept#${token}"`);
    expect(mail.html).toContain("&lt;b&gt;李明&lt;/b&gt;&amp;");
    expect(mail.html).not.toContain("<b>");
    expect(mail.raw).not.toContain("evil.example");
    expect((await signIn(server, email, password)).status).toBe(401);
    const accepted = await accept(server, { token, name: "李明", password });
    expect(accepted.body).toMatchObject({ user: { email, name: "李明" }, roles: ["member"] });
    const me = await server.request("GET", "/auth/me", undefined, withCookie(cookieOf(accepted)));
    expect(me.status).toBe(200);
    expect(await userOf(server, email)).toMatchObject({ state: "active", name: "李明" });
    expect((await signIn(server, email, password)).status).toBe(200);
  });

  test("is handed over where no mail can be sent, and never holds a password (CVE-2026-45716)", async () => {
    const answer = await inviteAt(silent, newEmail());
    const { mailed, link, expires_at, user } = answer.body as SentLink;
    expect([mailed, link]).toEqual([false, expect.stringMatching(/^\/demo\/accept#[\w-]{43}$/)]);
    expect(Date.parse(expires_at ?? "") - Date.now()).toBeGreaterThan(71 * 3_600_000);
    expect(JSON.stringify([answer.body, user])).not.toContain("password");
  });

  test("works once, also when it is tried many times at once", async () => {
    const email = newEmail();
    const token = await handedTo(email);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => accept(silent, { token, password })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(422)]);
    const late = await accept(silent, { token, password });
    expect([late.status, code(late)]).toEqual([422, "link_not_valid"]);
  });

  test("ends after 72 hours, with a newer one accepted, and when the member is disabled", async () => {
    const { database } = silent.services;
    const expired = await handedTo(newEmail());
    await database.run({ text: "update core.link set expires_at = now()", values: [] });
    expect(code(await accept(silent, { token: expired, password }))).toBe("link_not_valid");
    const email = newEmail();
    const [older, newer] = [await handedTo(email), await handedTo(email)];
    expect((await accept(silent, { token: newer, password })).status).toBe(200);
    expect(code(await accept(silent, { token: older, password }))).toBe("link_not_valid");
    const off = newEmail();
    const token = await handedTo(off);
    const user = await userOf(silent, off);
    await silent.request("PATCH", `/users/${user?.id}`, { disabled: true });
    expect(code(await accept(silent, { token, password }))).toBe("link_not_valid");
  });

  test("cannot choose a role, an address or a workspace", async () => {
    const email = newEmail();
    const token = await handedTo(email);
    for (const field of ["roles", "role", "email", "workspace", "id", "disabled"]) {
      const answer = await accept(silent, { token, password, [field]: "admin" });
      expect([answer.status, code(answer)], field).toEqual([422, "unknown_field"]);
    }
    const elsewhere = await accept(server, { token, password });
    expect(code(elsewhere)).toBe("link_not_valid");
    await accept(silent, { token, password });
    expect(await userOf(silent, email)).toMatchObject({ roles: ["member"], state: "active" });
  });

  test("to somebody who has an account asks for its password, and changes nothing of it", async () => {
    const email = newEmail();
    await newMember(email);
    const { database } = silent.services;
    await database.run({
      text: "update core.membership set invited = true where account = (select id from core.account where email = $1)",
      values: [email],
    });
    const token = await handedTo(email);
    const seen = await silent.request("POST", "/auth/invitations/check", { token }, stranger);
    expect(seen.body).toEqual({ email, name: "Li Ming", has_account: true });
    const taken = await accept(silent, { token, name: "Mallory", password: "the attacker's own" });
    expect([taken.status, code(taken)]).toEqual([422, "password_of_account_needed"]);
    expect((await accept(silent, { token, name: "Mallory", password })).status).toBe(200);
    expect(await userOf(silent, email)).toMatchObject({ state: "active", name: "Li Ming" });
  });

  test("is guarded against guessing: ten are looked at, spoofed addresses or not", async () => {
    const token = await handedTo(newEmail());
    const guesses = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        accept(
          silent,
          { token: `${token.slice(0, -3)}${100 + index}`, password },
          { "x-forwarded-for": `10.0.0.${index}`, forwarded: `for=10.1.0.${index}` },
        ),
      ),
    );
    expect(guesses.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(10);
    expect((await accept(silent, { token, password })).status).toBe(429);
  });
});

describe("a forgotten password", () => {
  test("is replaced by a mail to the kept address; all of the account's sign-ins end", async () => {
    const email = newEmail();
    await mailedMember(email);
    const open = withCookie(await sessionOf(server, email, password));
    const before = mails.received.length;
    expect((await askReset(server, email.toUpperCase())).status).toBe(202);
    const mail = await mails.mail(before);
    expect(mail.to).toEqual([email]);
    expect(mail.text).toContain(`${publicUrl}/demo/reset#`);
    const token = tokenIn(mail.text);
    const weak = await confirm(server, { token, password: "password1" });
    expect([weak.status, code(weak)]).toEqual([422, "password_common"]);
    expect((await confirm(server, { token, password: "entirely other words" })).status).toBe(204);
    const after = await server.request("GET", "/auth/me", undefined, open);
    expect(after.status).toBe(401);
    expect((await signIn(server, email, password)).status).toBe(401);
    expect((await signIn(server, email, "entirely other words")).status).toBe(200);
    expect(code(await confirm(server, { token, password }))).toBe("link_not_valid");
  });

  test("gets one answer, whoever asks, and a mail only for who may come in", async () => {
    const [invited, disabled, member] = [newEmail(), newEmail(), newEmail()];
    await mailedMember(disabled);
    await mailedMember(member);
    const user = await userOf(server, disabled);
    await server.request("PATCH", `/users/${user?.id}`, { disabled: true });
    const invitation = mails.received.length;
    await inviteAt(server, invited);
    await mails.mail(invitation);
    const before = mails.received.length;
    const plain = ({ status, body, headers }: Answer) => [status, body, headers.get("retry-after")];
    const asked = ["nobody@example.com", invited, disabled, "pérson1@example.com", member];
    const answers: Answer[] = [];
    for (const email of asked) answers.push(await askReset(server, email));
    for (const answer of answers) expect(plain(answer)).toEqual([202, null, null]);
    // They leave in the order in which they were asked for: the last one is the only one.
    const mail = await mails.mail(before);
    expect([mail.to, mails.received.length]).toEqual([[member], before + 1]);
  });

  test("floods nobody: five mails an hour to one address, asked for a hundred times", async () => {
    const email = newEmail();
    await mailedMember(email);
    const to = () => mails.received.filter((mail) => mail.to.includes(email)).length;
    const ask = (times: number) =>
      Promise.all(
        Array.from({ length: times }, (_, index) =>
          askReset(server, index % 2 === 0 ? email : email.toUpperCase(), {
            "x-forwarded-for": `10.0.0.${index}`,
          }),
        ),
      );
    const answers = [...(await ask(20)), ...(await ask(80))];
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await expect.poll(() => to()).toBe(5);
    // The last one is noted as sent a moment after it has arrived.
    const waiting = async () =>
      (
        await server.services.database.run({
          text: "select count(*) from core.mail where recipient = $1 and due_at is not null",
          values: [email],
        })
      ).rows[0]?.[0];
    await expect.poll(waiting).toBe("0");
    expect(to()).toBe(5);
    const again = await server.request(
      "POST",
      `/users/${(await userOf(server, email))?.id}/reset-link`,
    );
    expect([again.status, code(again)]).toEqual([429, "too_many_mails"]);
  });

  test("has no link for what is no token (CVE-2019-18818, CVE-2022-27978)", async () => {
    const email = newEmail();
    await newMember(email);
    const user = await userOf(silent, email);
    await silent.request("POST", `/users/${user?.id}/reset-link`);
    for (const token of [{}, [], null, 0, true, "", { $gt: "" }, ["x"], "%", "'or'1'='1"]) {
      await silent.services.database.run({ text: "delete from core.sign_in_attempt", values: [] });
      const answer = await confirm(silent, { token, password: "entirely other words" });
      expect(answer.status, JSON.stringify(token)).toBe(422);
    }
    expect((await confirm(silent, { password: "entirely other words" })).status).toBe(422);
    expect((await signIn(silent, email, password)).status).toBe(200);
  });

  test("has a link for half an hour, for one purpose, once", async () => {
    const email = newEmail();
    const invitation = await handedTo(email);
    expect(code(await confirm(silent, { token: invitation, password }))).toBe("link_not_valid");
    await accept(silent, { token: invitation, password });
    const user = await userOf(silent, email);
    const make = async () =>
      (await silent.request("POST", `/users/${user?.id}/reset-link`)).body as SentLink;
    const first = await make();
    expect(Date.parse(first.expires_at ?? "") - Date.now()).toBeLessThanOrEqual(30 * 60_000);
    const token = tokenIn(first.link ?? "");
    expect(code(await accept(silent, { token, password }))).toBe("link_not_valid");
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => confirm(silent, { token, password: "one of six words" })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array(5).fill(422)]);
    const late = tokenIn((await make()).link ?? "");
    await silent.services.database.run({
      text: "update core.link set expires_at = now()",
      values: [],
    });
    expect(code(await confirm(silent, { token: late, password }))).toBe("link_not_valid");
  });

  test("is not replaced for who has no password here (CVE-2022-39360)", async () => {
    const email = newEmail();
    await mailedMember(email);
    await server.services.database.run({
      text: "update core.account set password = null where email = $1",
      values: [email],
    });
    const user = await userOf(server, email);
    const answer = await server.request("POST", `/users/${user?.id}/reset-link`);
    expect([answer.status, code(answer)]).toEqual([409, "signs_in_elsewhere"]);
  });
});

describe("what is sent", () => {
  test("is tried again when the server cannot take it, and given up when it never will", async () => {
    const { database } = server.services;
    const email = newEmail();
    const state = async () =>
      (
        await database.run({
          text: "select attempts, due_at is null from core.mail where recipient = $1",
          values: [email],
        })
      ).rows[0];
    mails.answerWith(450);
    await inviteAt(server, email);
    await expect.poll(state).toEqual(["1", "f"]);
    await expect
      .poll(
        async () =>
          (
            await database.run({
              text: "select due_at < now() + interval '2 minutes' from core.mail where recipient = $1",
              values: [email],
            })
          ).rows[0]?.[0],
      )
      .toBe("t");
    mails.answerWith(null);
    const before = mails.received.length;
    await database.run({
      text: "update core.mail set due_at = now() where recipient = $1",
      values: [email],
    });
    server.services.mail.wake();
    expect((await mails.mail(before)).to).toEqual([email]);
    mails.answerWith(550);
    const refused = newEmail();
    await inviteAt(server, refused);
    await expect
      .poll(
        async () =>
          (
            await database.run({
              text: "select attempts, due_at is null from core.mail where recipient = $1",
              values: [refused],
            })
          ).rows[0],
      )
      .toEqual(["1", "t"]);
    mails.answerWith(null);
  });

  test("survives a crash between taking and sending, and is taken by one process only", async () => {
    const { database } = silent.services;
    await database.run({
      text: `insert into core.mail (id, workspace, kind, recipient, language, sender, created_at, due_at)
        select gen_random_uuid(), id, 'password_reset', 'x' || n || '@example.com', 'en', '', now() - interval '1 minute', now() - interval '1 minute'
        from core.workspace, generate_series(1, 3) as n`,
      values: [],
    });
    const taken = await Promise.all(Array.from({ length: 6 }, () => takeMail(database)));
    const ids = taken.flatMap((mail) => (mail === null ? [] : [mail.id]));
    expect([ids.length, new Set(ids).size]).toEqual([3, 3]);
    expect(await takeMail(database)).toBeNull();
    await database.run({
      text: "update core.mail set due_at = now() - interval '1 minute'",
      values: [],
    });
    expect(await takeMail(database)).not.toBeNull();
    await database.run({ text: "update core.mail set due_at = now(), attempts = 5", values: [] });
    expect(await takeMail(database)).toBeNull();
    await database.run({ text: "delete from core.mail", values: [] });
  });

  test("leaves no link in the database, in an address or in what is logged", async () => {
    const email = newEmail();
    const before = mails.received.length;
    await inviteAt(server, email);
    const token = tokenIn((await mails.mail(before)).text);
    const tables = ["link", "mail", "account", "membership", "session"];
    for (const table of tables) {
      const { rows } = await server.services.database.run({
        text: `select t::text from core.${table} as t`,
        values: [],
      });
      expect(rows.flat().join(), table).not.toContain(token);
    }
    const query = await server.request(
      "POST",
      `/auth/invitations/accept?token=${token}`,
      {},
      stranger,
    );
    expect([query.status, code(query)]).toEqual([400, "unknown_parameter"]);
    for (const body of ["a@b.c,d@e.f", "a@b.c\r\nBcc: d@e.f", "<a@b.c>", "a b@c.d", "a@b@c"]) {
      const answer = await inviteAt(server, body);
      expect([answer.status, code(answer)], body).toEqual([422, expect.any(String)]);
    }
  });
});
