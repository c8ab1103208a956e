/** People as records: looked up, read through, filtered by, and never written by callers. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { findDrift } from "../../engine/publish/drift.ts";
import { completeWorkspaces } from "../../engine/workspaces.ts";
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

test("people with access are records of a name and an address, and nothing else", async () => {
  const admin = await person("admin");
  expect(Object.keys(admin).sort()).toEqual([
    "created_at",
    "created_by",
    "email",
    "id",
    "name",
    "owner",
    "revision",
    "updated_at",
    "updated_by",
  ]);
  for (const field of ["password", "digest", "disabled"]) {
    const answer = await server.request("GET", `/records/user?filter=is_empty(${field})`);
    expect(answer.status).toBe(400);
  }
});

test("nobody writes them", async () => {
  const { id } = await person("member");
  const headers = { "if-match": "*" };
  const body = { name: "x", email: "x@example.com" };
  const answers = [
    await server.request("POST", "/records/user", body),
    await server.request("PUT", "/records/user?key=email", body),
    await server.request("PATCH", `/records/user/${id}`, body, { headers }),
    await server.request("DELETE", `/records/user/${id}`, undefined, { headers }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
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

test("workspaces of earlier engines get the table with everybody in it", async () => {
  const { services } = server;
  await services.database.run({ text: 'drop table "w_demo"."user" cascade', values: [] });
  await completeWorkspaces(services.database);
  await completeWorkspaces(services.database);
  expect((await data("/records/user")).map(({ name }) => name).sort()).toEqual(["admin", "member"]);
  const catalog = await services.catalogs.current("demo");
  if (catalog === null) throw new Error("No workspace");
  const drift = await findDrift(services.database, catalog);
  expect(drift.filter(({ table }) => table === "user")).toEqual([]);
});
