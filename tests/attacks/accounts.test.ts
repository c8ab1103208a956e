/** Accounts, passwords, sessions and tokens are no records: no path of records leads to them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
/** What must never be answered: every digest and password that the database holds. */
let secrets: readonly string[];
let admin: { readonly id: string; readonly revision: number };

beforeAll(async () => {
  server = await startTestServer();
  await fetch(`${server.address}/demo/api/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(server.admin),
  });
  const { rows } = await server.services.database.run({
    text: `select row_to_json(a)::text from core.account a union all
      select row_to_json(s)::text from core.session s union all select row_to_json(t)::text from core.token t`,
    values: [],
  });
  secrets = rows.flatMap(([text]) =>
    Object.entries(JSON.parse(text ?? "{}") as Record<string, unknown>)
      .filter(([name]) => /password|digest|secret|hash/.test(name))
      .map(([, value]) => String(value)),
  );
  expect(secrets.length).toBeGreaterThanOrEqual(4);
  const found = await server.request("GET", '/records/user?filter=name=="admin"');
  [admin] = (found.body as { data: [typeof admin] }).data;
});
afterAll(() => server.stop());

const names = ["password", "digest", "session", "token", "account", "membership", "role", "secret"];
const paths = names.flatMap((name) => [name, `user.${name}`, `owner.${name}`, `id.${name}`]);

function keepsSecret(answer: Answer, what: string): void {
  const text = JSON.stringify(answer.body);
  for (const secret of secrets) expect(text, what).not.toContain(secret);
}

test("no field of a person leads there, in any part of a query", async () => {
  for (const path of paths) {
    for (const query of [
      `filter=is_empty(${path})`,
      `filter=${path}=="x"`,
      `fields=${path}`,
      `sort=${path}`,
    ]) {
      const answer = await server.request("GET", `/records/user?${query}`);
      expect(answer.status, query).toBe(400);
      keepsSecret(answer, query);
    }
    for (const query of [`group=${path}&measures=count()`, `group=name&measures=max(${path})`]) {
      const answer = await server.request("GET", `/records/user/aggregate?${query}`);
      expect(answer.status, query).toBe(400);
    }
  }
});

test("no object is one of them", async () => {
  for (const object of ["account", "session", "token", "membership", "core.account", "_history"])
    for (const token of [server.adminToken, server.memberToken]) {
      const answer = await server.request("GET", `/records/${object}`, undefined, { token });
      expect(answer.status, object).toBe(404);
    }
});

test("what is read whole holds nothing of them", async () => {
  const whole = [
    "/records/user",
    `/records/user/${admin.id}`,
    `/records/user/${admin.id}/history`,
    "/records/user/export?format=csv",
    "/metadata",
    "/metadata/objects/user/schema",
    "/metadata/documents",
    "/openapi.json",
  ];
  await server.request("PATCH", `/records/user/${admin.id}`, { active: true }, anyRevision);
  for (const path of whole) {
    const answer = await server.request("GET", path);
    expect(answer.status, path).toBe(200);
    keepsSecret(answer, path);
    expect(JSON.stringify(answer.body), path).not.toMatch(/argon2|"password"/);
  }
});

const anyRevision = { headers: { "if-match": "*" } };

test("what belongs to an account is not written as a record", async () => {
  const id = "0198c0de-0000-7000-8000-000000000000";
  for (const [field, value] of Object.entries({
    email: "thief@example.com",
    name: "Thief",
    id,
    password: "known",
    role: "admin",
    created_by: id,
    owner: id,
    revision: 9,
  })) {
    const path = `/records/user/${admin.id}`;
    const answer = await server.request("PATCH", path, { [field]: value }, anyRevision);
    expect(answer.status, field).toBe(422);
  }
  const table = "name,email\nThief,thief@example.com\n";
  const imported = await server.request("POST", "/import/user", table, {
    headers: { "content-type": "text/csv" },
  });
  expect(imported.status).toBe(403);
  const upsert = { email: "admin@example.com", active: false };
  expect((await server.request("PUT", "/records/user?key=email", upsert)).status).toBe(403);
  const { rows } = await server.services.database.run({
    text: "select name, email from core.account order by email",
    values: [],
  });
  expect(rows).toEqual([
    ["admin", "admin@example.com"],
    ["member", "member@example.com"],
  ]);
  const people = await server.request("GET", "/records/user?fields=name,email&sort=email");
  expect(people.body).toMatchObject({
    data: [{ email: "admin@example.com" }, { email: "member@example.com" }],
  });
});

test("a document that extends people brings nothing of an account into reach", async () => {
  const drafted = await server.request("PUT", "/metadata/drafts/object/user", {
    name: "user",
    properties: {
      account: { $ref: "tenon:lookup", target: "account" },
      email: { type: "string", readOnly: false },
      told: { type: "string", formula: "owner.password" },
    },
  });
  const { problems } = drafted.body as { problems: readonly { code: string; path: string }[] };
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(
    expect.arrayContaining([
      "target_unknown /properties/account/target",
      "built_in_field /properties/email",
      "person_computed /properties/told/formula",
      "expression_unknown_name /properties/told/formula",
    ]),
  );
  await server.request("DELETE", "/metadata/drafts/object/user");
});
