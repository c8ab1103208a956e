/** People, departments, teams and positions as every workspace has them. */
import { afterAll, beforeAll, expect, test } from "vitest";
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

const { create, list, change, person, plannedChanges, documentNames, drift } = organizationCalls(
  () => server,
);

test("an unmodified built-in object has no document, and its tables are as they should be", async () => {
  expect(await documentNames()).toEqual(["object/task"]);
  expect(await plannedChanges()).toEqual([]);
  expect(await drift()).toEqual([]);
});

test("an administrator organises, a member looks on", async () => {
  const company = await create("department", { name: "Company" });
  const sales = await create("department", { name: "Sales", parent: company.id });
  const team = await create("team", { name: "Fair", description: "Spring fair" });
  const buyer = await create("position", { name: "Buyer", rank: 3 });
  const [admin, member] = [await person("admin"), await person("member")];
  const placed = await change("user", member.id, {
    department: sales.id,
    position: buyer.id,
    manager: admin.id,
    teams: [team.id],
  });
  expect(placed.status, JSON.stringify(placed.body)).toBe(200);
  expect((await change("department", sales.id, { head: member.id })).status).toBe(200);

  const refused = async (method: string, path: string, body?: unknown) =>
    (
      await server.request(method, path, body, {
        token: server.memberToken,
        headers: { "if-match": "*" },
      })
    ).status;
  for (const object of ["department", "team", "position"]) {
    expect(await refused("POST", `/records/${object}`, { name: "x" })).toBe(403);
    expect(await refused("GET", `/records/${object}`)).toBe(200);
  }
  expect(await refused("PATCH", `/records/department/${sales.id}`, { name: "x" })).toBe(403);
  expect(await refused("DELETE", `/records/department/${sales.id}`)).toBe(403);

  const task = await create("task", { name: "visit", assignee: member.id }, server.memberToken);
  expect(task).toMatchObject({ where: "Sales" });
  for (const filter of [
    'owner.department.name == "Sales"',
    'created_by.department.parent.name == "Company"',
    `is_within(assignee.department, "${company.id}")`,
    'assignee.manager.name == "admin"',
    'owner.position.name == "Buyer"',
  ])
    expect(await list("task", { filter, fields: "name" }), filter).toMatchObject([
      { name: "visit" },
    ]);
  expect(
    await list("user", { filter: 'name == "member"', fields: "department.name,teams" }),
  ).toMatchObject([{ department: { name: "Sales" }, teams: [team.id] }]);
  const groups = await server.request(
    "GET",
    "/records/task/aggregate?group=owner.department.name&measures=count()",
  );
  expect(groups.body).toMatchObject({
    data: [{ "owner.department.name": "Sales", "count()": 1 }],
  });

  // A department that goes takes nobody along.
  const removed = await server.request("DELETE", `/records/department/${sales.id}`, undefined, {
    headers: { "if-match": "*" },
  });
  expect(removed.status).toBe(204);
  expect(await person("member")).toMatchObject({ department: null, manager: admin.id });
});
