/** Workspaces of earlier engines get the objects that every workspace has. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { completeWorkspaces } from "../../engine/workspaces.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { goBack, publishAsBefore } from "./earlier-tables.ts";
import { organizationCalls } from "./organization-calls.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("task", { name: { type: "string" }, assignee: { $ref: "tenon:user" } }),
    ],
  });
});
afterAll(() => server.stop());

const run = (text: string) => server.services.database.run({ text, values: [] });
const { drift, list } = organizationCalls(() => server);
const people = () => list("user", { fields: "name,active", sort: "name" });

beforeEach(async () => {
  await completeWorkspaces(server.services.database);
  expect(await drift()).toEqual([]);
});

test("tables and columns are added, and everybody is active", async () => {
  await goBack(run);
  expect((await drift()).length).toBeGreaterThan(0);
  await completeWorkspaces(server.services.database);
  await completeWorkspaces(server.services.database);
  expect(await drift()).toEqual([]);
  expect(await people()).toMatchObject([
    { name: "admin", active: true },
    { name: "member", active: true },
  ]);
});

test("one without people gets everybody who has access", async () => {
  await goBack(run);
  await run(`delete from "w_demo"."user"`);
  await run(`drop table "w_demo"."user" cascade`);
  await completeWorkspaces(server.services.database);
  expect(await people()).toMatchObject([{ name: "admin" }, { name: "member" }]);
  expect((await drift()).filter(({ table }) => table !== "task")).toEqual([]);
  // What pointed to people of old is not of this table.
  const [lost] = (await drift()).map(({ expected }) => expected);
  expect(lost).toContain("foreign key (assignee) references user");
  await run(
    `alter table "w_demo"."task" add constraint "${(await drift())[0]?.name}" foreign key ("assignee") references "w_demo"."user" ("id")`,
  );
});

test("servers that start at the same time complete it once", async () => {
  await goBack(run);
  const other = await server.second();
  await goBack(run);
  await Promise.all([
    completeWorkspaces(server.services.database),
    completeWorkspaces(other.services.database),
    completeWorkspaces(server.services.database),
  ]);
  await other.stop();
  expect(await drift()).toEqual([]);
});

test("an object of one's own that is called so goes on until it is renamed", async () => {
  await goBack(run);
  const own = {
    id: "ownpositio",
    name: "position",
    title: "Position of goods",
    type: "object",
    properties: { id2: { id: "ownpositif", type: "string", title: "Place" } },
  };
  await publishAsBefore(run, own);
  await server.services.catalogs.refresh("demo");
  await completeWorkspaces(server.services.database);
  expect(await drift()).toEqual([]);
  expect((await server.request("GET", "/records/user?fields=position")).status).toBe(400);
  expect((await server.request("GET", "/records/user?fields=department")).status).toBe(200);
  const made = await server.request("POST", "/records/position", { id2: "shelf" });
  expect(made.status, JSON.stringify(made.body)).toBe(201);

  const refused = await server.request("POST", "/metadata/publish", { message: "as it is" });
  expect(refused.body).toMatchObject({ errors: [{ code: "name_reserved", path: "/name" }] });
  const renamed = await server.request("POST", "/metadata/rename", {
    object: "position",
    to: "place",
  });
  expect(renamed.status, JSON.stringify(renamed.body)).toBe(200);
  const published = await server.request("POST", "/metadata/publish", { message: "renamed" });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  expect(await drift()).toEqual([]);
  const places = await server.request("GET", "/records/place?fields=id2");
  expect(places.body).toMatchObject({ data: [{ id2: "shelf" }] });
  const position = await server.request("POST", "/records/position", { name: "Buyer" });
  expect(position.status).toBe(201);
});
