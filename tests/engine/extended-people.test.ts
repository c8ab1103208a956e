/** A document of the name `user` adds to what every workspace knows of people. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAccount, grantMembership } from "../../engine/access/accounts.ts";
import { declarations } from "../../metadata/declarations/declarations.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { organizationCalls } from "./organization-calls.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("task", {
        name: { type: "string" },
        assignee: { $ref: "tenon:user" },
        where: { type: "string", formula: "assignee.department.name" },
      }),
    ],
  });
});
afterAll(() => server.stop());

const { create, list, change, person, publish, plannedChanges, documentNames, drift } =
  organizationCalls(() => server);

const extension = {
  name: "user",
  title: "Employee",
  type: "object",
  required: ["grade"],
  properties: {
    badge: { type: "string", title: "Badge", unique: true },
    grade: { enum: ["a", "b"], title: "Grade", default: "b" },
  },
  unique: [["department", "badge"]],
  rules: [{ name: "own", require: "badge != email", message: "Not the address", at: "badge" }],
};

test("a consultant's fields are added to what is there", async () => {
  const drafted = await server.request("PUT", "/metadata/drafts/object/user", extension);
  expect(drafted.body).toMatchObject({ problems: [] });
  expect(await plannedChanges()).toEqual([
    "field_added.user.badge",
    "field_added.user.grade",
    "unique_key_added.user.department.badge",
    "rule_added.user",
    "object_changed.user",
  ]);
  await publish({ "fill.user.grade": "b" });
  expect(await drift()).toEqual([]);
  expect(await documentNames()).toEqual(["object/task", "object/user"]);
});

test("they are filled in, listed, filtered by and read through", async () => {
  // Who comes from now on begins with the default values.
  const { database, catalogs } = server.services;
  const workspaceId = (await catalogs.current("demo"))?.workspaceId ?? "";
  const late = { email: "late@example.com", name: "late", password: "long enough for anybody" };
  const account = await ensureAccount(database, late);
  await grantMembership(database, workspaceId, account.id, "member");
  expect(await person("late")).toMatchObject({ grade: "b", active: true, badge: null });

  const changed = await change("user", account.id, { badge: "B-7", grade: "a" });
  expect(changed.body).toMatchObject({ badge: "B-7", grade: "a", name: "late" });
  const broken = await change("user", account.id, { badge: "late@example.com" });
  expect(broken.body).toMatchObject({ errors: [{ path: "/badge" }] });
  expect(await list("user", { filter: 'badge == "B-7"', fields: "name,grade" })).toMatchObject([
    { name: "late", grade: "a" },
  ]);
  await create("task", { name: "late's", assignee: account.id });
  const query = { filter: 'assignee.badge == "B-7"', sort: "assignee.grade", fields: "name" };
  expect(await list("task", query)).toMatchObject([{ name: "late's" }]);
  const history = await server.request("GET", `/records/user/${account.id}/history`);
  expect(JSON.stringify(history.body)).toContain("B-7");
});

test("types, schemas and screens know them", async () => {
  const catalog = await server.services.catalogs.current("demo");
  expect(declarations([...(catalog?.objects.values() ?? [])], [])).toMatch(
    /interface User \{[^}]*badge: string/,
  );
  const openApi = await server.request("GET", "/openapi.json");
  expect(JSON.stringify(openApi.body)).toContain("badge");
  const metadata = await server.request("GET", "/metadata?objects=user");
  expect(metadata.body).toMatchObject({
    objects: [{ title: "Employee", properties: { badge: { title: "Badge" } } }],
  });
});

test("they may be renamed, and what is in every workspace may not", async () => {
  const fixed = await server.request("POST", "/metadata/rename", {
    object: "user",
    field: "department",
    to: "section",
  });
  expect(fixed.body).toMatchObject({ errors: [{ code: "built_in_name" }] });
  const whole = await server.request("POST", "/metadata/rename", { object: "user", to: "people" });
  expect(whole.body).toMatchObject({ errors: [{ code: "built_in_name" }] });
  const own = { object: "user", field: "badge", to: "tag" };
  expect((await server.request("POST", "/metadata/rename", own)).status).toBe(200);
  await publish();
  expect(await list("user", { filter: 'tag == "B-7"' })).toHaveLength(1);
});

test("they go and come back alone", async () => {
  await server.request("DELETE", "/metadata/drafts/object/user");
  expect(await plannedChanges()).toEqual(
    expect.arrayContaining(["field_removed.user.tag", "field_removed.user.grade"]),
  );
  await publish();
  expect(await drift()).toEqual([]);
  expect(await documentNames()).toEqual(["object/task"]);
  expect((await server.request("GET", "/records/user?fields=tag")).status).toBe(400);
  expect(await person("late")).toMatchObject({ email: "late@example.com", active: true });

  // An earlier version brings the extension back, with what was in it.
  expect((await server.request("POST", "/metadata/versions/3/publish", {})).status).toBe(200);
  expect(await list("user", { filter: 'tag == "B-7"' })).toHaveLength(1);
  expect(await drift()).toEqual([]);
});
