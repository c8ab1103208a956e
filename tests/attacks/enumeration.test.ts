/** Nobody learns from an answer who has an account. How long answers take: bench/sign-in-times.ts. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ensureAccount } from "../../engine/access/accounts.ts";
import type { SentLink, UserEntry, UserPage } from "../../metadata/account-wire.ts";
import { secondWorkspace } from "../support/second-workspace.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { ours, signIn } from "../support/sessions.ts";

const password = "three unrelated words";

let server: TestServer;
let neighbour: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  neighbour = await secondWorkspace(server, "neighbour", [
    objectDocument("note", { text: { type: "string" } }),
  ]);
  for (const email of ["invited@example.com", "disabled@example.com"])
    await server.request("POST", "/users/invite", { email, name: "x", roles: ["member"] });
  const { data } = (await server.request("GET", "/users")).body as UserPage;
  const disabled = data.find(({ email }) => email === "disabled@example.com");
  await server.request("PATCH", `/users/${disabled?.id}`, { disabled: true });
  await server.request("POST", "/users", { kind: "service", name: "Robot", roles: ["member"] });
});
afterAll(() => server.stop());
afterEach(() =>
  server.services.database.run({ text: "delete from core.sign_in_attempt", values: [] }),
);

/** Everybody whom a stranger could ask for, and somebody who does not exist. */
const asked = () => [
  server.admin.email,
  server.admin.email.toUpperCase(),
  "nobody@example.com",
  "invited@example.com",
  "disabled@example.com",
  neighbour.admin.email,
];

/** An answer without what is its own in each: id of the request, time. */
function plain({ status, body, headers }: Answer): unknown {
  const { request_id: _, ...rest } = { request_id: null, ...(body as object) };
  const kept = [...headers].filter(([name]) => !["x-request-id", "date"].includes(name));
  return { status, body: rest, headers: kept };
}

describe("NocoDB CVE-2022-22120, Directus CVE-2021-27583: who has an account", () => {
  test("is not told by a sign-in that fails", async () => {
    const answers: unknown[] = [];
    for (const email of asked()) answers.push(plain(await signIn(server, email, "a wrong one")));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: "wrong_credentials" } });
  });

  test("is not told by a brake that is on: it holds for any address alike", async () => {
    const after = async (email: string) => {
      for (let times = 0; times < 10; times++) await signIn(server, email, "a wrong one");
      return plain(await signIn(server, email, server.admin.password));
    };
    const answers: unknown[] = [];
    for (const email of ["nobody@example.com", "invited@example.com", server.admin.email])
      answers.push(await after(email));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 429, body: { code: "too_many_attempts" } });
  });

  test("is not told by who asks for a new password", async () => {
    const answers: unknown[] = [];
    for (const email of asked()) {
      const body = { email };
      const options = { token: null, headers: ours };
      answers.push(plain(await server.request("POST", "/auth/password-reset", body, options)));
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 202 });
  });

  test("is not told by an invitation, nor by how the list shows who is invited", async () => {
    const pending = "pending@example.com";
    const secured = "secured@example.com";
    await server.request("POST", "/users/invite", {
      email: pending,
      name: "Known Elsewhere",
      roles: ["member"],
    });
    const { database } = server.services;
    const { id } = await ensureAccount(database, { email: secured, name: "Hidden Name", password });
    await database.run({
      text: "insert into core.totp (id, account, sealed, confirmed_at, created_at) values ($1, $1, '', now(), now())",
      values: [id],
    });
    const emails = [server.admin.email, pending, secured, "never@example.com"];
    const shown = (user: UserEntry) => {
      const { id: _, email: __, created_at: ___, ...rest } = user;
      return rest;
    };
    const answers: unknown[] = [];
    for (const email of emails) {
      const wanted = { email, name: "Li Ming", roles: ["member"] };
      const { status, body } = await neighbour.request("POST", "/users/invite", wanted);
      const { user, link, expires_at: _, ...rest } = body as SentLink;
      answers.push({ status, user: shown(user), hasLink: link !== null, ...rest });
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 201, user: { name: "Li Ming" } });
    const found = async (search: string) =>
      ((await neighbour.request("GET", `/users?search=${search}`)).body as UserPage).data.filter(
        ({ email }) => emails.includes(email ?? ""),
      );
    const listed = await found("Li%20Ming");
    expect(listed.map(({ email }) => email).toSorted()).toEqual(emails.toSorted());
    for (const user of listed) expect(shown(user)).toEqual(shown(listed[0] as UserEntry));
    // Nobody is found by, or stands at the place of, the name that he has elsewhere.
    for (const name of ["Elsewhere", "Hidden"]) expect(await found(name)).toEqual([]);
    expect(listed.map((user) => user.id)).toEqual(listed.map((user) => user.id).toSorted());
  });
});
