/** People as records: looked up, read through, filtered by, and changed but for their accounts. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument("task", {
    name: { type: "string" },
    assignee: { $ref: "tenon:user", default: { expression: "current_user()" } },
    whose: {
      type: "string",
      formula: "concat(assignee.name, ' / ', owner.email)".replaceAll("'", '"'),
    },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

type Stored = Readonly<Record<string, unknown>> & { readonly id: string };
const data = async (path: string, token?: string): Promise<readonly Stored[]> => {
  const answer = await server.request("GET", path, undefined, token ? { token } : {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return (answer.body as { readonly data: readonly Stored[] }).data;
};
const person = async (name: string): Promise<Stored> => {
  const [found] = await data(`/records/user?filter=name=="${name}"`);
  if (found === undefined) throw new Error(`Nobody is called ${name}`);
  return found;
};

test("of people with access nothing is known but who they are and where they belong", async () => {
  const admin = await person("admin");
  expect(Object.keys(admin).sort()).toEqual([
    "active",
    "created_at",
    "created_by",
    "department",
    "email",
    "id",
    "manager",
    "name",
    "owner",
    "position",
    "revision",
    "updated_at",
    "updated_by",
  ]);
  for (const field of ["password", "digest", "disabled"]) {
    const answer = await server.request("GET", `/records/user?filter=is_empty(${field})`);
    expect(answer.status).toBe(400);
  }
});

test("nobody adds or removes them, or changes what belongs to their accounts", async () => {
  const { id } = await person("member");
  const headers = { "if-match": "*" };
  const body = { name: "x", email: "x@example.com" };
  const answers = [
    await server.request("POST", "/records/user", body),
    await server.request("PUT", "/records/user?key=email", body),
    await server.request("PATCH", `/records/user/${id}`, body, { headers }),
    await server.request("DELETE", `/records/user/${id}`, undefined, { headers }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 422, 403]);
  expect(answers[2]?.body).toMatchObject({
    errors: [
      { code: "read_only", path: "/name" },
      { code: "read_only", path: "/email" },
    ],
  });
  const change = (token: string) =>
    server.request("PATCH", `/records/user/${id}`, { active: false }, { token, headers });
  expect((await change(server.memberToken)).status).toBe(403);
  const changed = await change(server.adminToken);
  expect(changed.body).toMatchObject({ active: false, name: "member", revision: 2 });
});

test("a lookup to a person reads through, filters by the caller and is checked", async () => {
  const member = await person("member");
  await server.request("POST", "/records/task", { name: "mine" });
  await server.request("POST", "/records/task", { name: "theirs", assignee: member.id });
  expect(
    await data("/records/task?fields=name,assignee.name,owner.name,whose&sort=name"),
  ).toMatchObject([
    {
      name: "mine",
      assignee: { name: "admin" },
      owner: { name: "admin" },
      whose: "admin / admin@example.com",
    },
    { name: "theirs", assignee: { name: "member" }, whose: "member / admin@example.com" },
  ]);
  const own = "/records/task?fields=name&filter=assignee==current_user()";
  expect(await data(own)).toMatchObject([{ name: "mine" }]);
  expect(await data(own, server.memberToken)).toMatchObject([{ name: "theirs" }]);
  const byOwner = "/records/task?fields=name&filter=owner==current_user()";
  expect(await data(byOwner)).toHaveLength(2);
  expect(await data(byOwner, server.memberToken)).toHaveLength(0);
  expect(await data('/records/task?filter=created_by.name=="admin"&sort=owner.name')).toHaveLength(
    2,
  );
  const groups = await data("/records/task/aggregate?group=assignee.name&measures=count()");
  expect(groups).toHaveLength(2);
  const stranger = await server.request("POST", "/records/task", {
    assignee: "0198c0de-0000-7000-8000-000000000000",
  });
  expect(stranger.body).toMatchObject({ errors: [{ code: "unknown_record", path: "/assignee" }] });
});
