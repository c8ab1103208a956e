/** A second factor that somebody has lost is taken away by who looks after him. */
import { afterAll, beforeEach, expect, test } from "vitest";
import type { SentLink } from "../../metadata/account-wire.ts";
import type { AuditPage } from "../../metadata/audit-wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { code, cookieOf, ours, signIn } from "../support/sessions.ts";
import { asNobody, forgetTries, type Person, personWith, setUpTotp } from "../support/signed-in.ts";

const password = "three unrelated words";
const server: TestServer = await startTestServer({
  documents: [objectDocument("note", { text: { type: "string" } })],
});
afterAll(() => server.stop());
beforeEach(() => forgetTries(server));

let count = 0;

/** Somebody who has come in and set an app up. */
async function secured(): Promise<Person & { readonly id: string; readonly email: string }> {
  const email = `someone${++count}@example.com`;
  const wanted = { email, name: `Someone ${count}`, roles: ["member"] };
  const sent = (await server.request("POST", "/users/invite", wanted)).body as SentLink;
  const token = sent.link?.split("#")[1];
  const accepted = await server.request(
    "POST",
    "/auth/invitations/accept",
    { token, password },
    { token: null, headers: ours },
  );
  const person = personWith(server, cookieOf(accepted));
  await setUpTotp(person, password);
  return Object.assign(person, { id: sent.user.id, email });
}

const reset = (id: string, token?: string) =>
  server.request(
    "POST",
    `/users/${id}/reset-second-factor`,
    undefined,
    token === undefined ? {} : { token },
  );

test("is taken away with sessions and links by who looks after the member", async () => {
  const someone = await secured();
  const { link } = (await server.request("POST", `/users/${someone.id}/reset-link`))
    .body as SentLink;
  expect((await signIn(server, someone.email, password)).body).toMatchObject({
    second_factor: ["totp", "recovery"],
  });
  expect((await reset(someone.id)).status).toBe(204);
  expect((await someone.call("GET", "/auth/me")).status).toBe(401);
  const confirmed = await asNobody(server, "POST", "/auth/password-reset/confirm", {
    token: link?.split("#")[1],
    password: "other unrelated words",
  });
  expect(code(confirmed)).toBe("link_not_valid");
  const back = await signIn(server, someone.email, password);
  expect(back.body).toMatchObject({ user: { email: someone.email } });
  const again = personWith(server, cookieOf(back));
  expect((await again.call("GET", "/account/second-factor")).body).toMatchObject({
    totp: false,
    recovery_codes: 0,
  });
  const { body } = await server.request("GET", "/audit?action=second_factor_reset");
  expect((body as AuditPage).data[0]?.subject).toMatchObject({
    account: someone.id,
    whom: someone.email,
  });
});

test("stays with members of other workspaces, and with who could come in no more", async () => {
  const someone = await secured();
  const { database } = server.services;
  const run = (text: string) => database.run({ text, values: [] });
  await run(
    `insert into core.membership (id, workspace, account, roles, created_at) values (gen_random_uuid(), gen_random_uuid(), '${someone.id}', '{}', now())`,
  );
  expect(code(await reset(someone.id))).toBe("factor_guards_others");
  await run(`delete from core.membership where account = '${someone.id}' and roles = '{}'`);
  await run(`update core.account set password = null where id = '${someone.id}'`);
  expect(code(await reset(someone.id))).toBe("signs_in_elsewhere");
  expect((await someone.call("GET", "/auth/me")).status).toBe(200);
  const { rows } = await run(`select count(*) from core.totp where account = '${someone.id}'`);
  expect(rows[0]?.[0]).toBe("1");
});

test("is nobody's to take who looks after no accounts, nor one's own", async () => {
  const someone = await secured();
  expect(code(await reset(someone.id, server.memberToken))).toBe("not_permitted");
  const me = (await server.request("GET", "/auth/me")).body as { user: { id: string } };
  expect(code(await reset(me.user.id))).toBe("not_yourself");
});
