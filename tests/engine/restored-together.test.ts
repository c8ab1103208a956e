/** Records that were deleted together come back together, whatever points at what among them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const cascade = (target: string) => ({
  $ref: "tenon:lookup",
  target,
  on_delete: "cascade",
});

const documents = [
  objectDocument("project", { name: { type: "string" } }),
  // Ahead of what they must point at, by their names as well.
  objectDocument(
    "assignment",
    { project: cascade("project"), task: cascade("task") },
    { required: ["project", "task"] },
  ),
  objectDocument("site", { name: { type: "string" } }),
  objectDocument(
    "annotation",
    {
      site: cascade("site"),
      about: { $ref: "tenon:dynamic_lookup", targets: ["room", "task"], on_delete: "cascade" },
    },
    { required: ["site", "about"] },
  ),
  objectDocument("task", { project: cascade("project") }, { required: ["project"] }),
  objectDocument("room", { site: cascade("site") }, { required: ["site"] }),
  objectDocument("customer", {
    main_contact: { $ref: "tenon:lookup", target: "contact", on_delete: "clear" },
    contact_label: { type: "string", formula: "main_contact.full_name" },
    contact_revision: { type: "integer", formula: "main_contact.revision" },
  }),
  objectDocument("contact", {
    customer: cascade("customer"),
    first: { type: "string" },
    last: { type: "string" },
    full_name: { type: "string", formula: "concat(first, ' ', last)" },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

async function create(object: string, record: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return String(Object(answer.body).id);
}

const anyRevision = { headers: { "if-match": "*" } };

async function deleteAndRestore(object: string, id: string): Promise<void> {
  const path = `/records/${object}/${id}`;
  const deleted = await server.request("DELETE", path, undefined, anyRevision);
  expect(deleted.status, JSON.stringify(deleted.body)).toBe(204);
  const restored = await server.request("POST", `/records/${object}/${id}/restore`, {});
  expect(restored.status, JSON.stringify(restored.body)).toBe(200);
}

const read = async (object: string, id: string) =>
  (await server.request("GET", `/records/${object}/${id}`)).body;

test("what must point at another record of the deletion comes back behind it", async () => {
  const project = await create("project", { name: "bridge" });
  const task = await create("task", { project });
  const assignment = await create("assignment", { project, task });
  await deleteAndRestore("project", project);
  expect(await read("assignment", assignment)).toMatchObject({ project, task });
});

test("what must point at a record of one of several objects comes back behind it", async () => {
  const site = await create("site", { name: "north" });
  const about = { object: "room", id: await create("room", { site }) };
  const annotation = await create("annotation", { site, about });
  await deleteAndRestore("site", site);
  expect(await read("annotation", annotation)).toMatchObject({ site, about });
});

test("records that point at each other come back with their formulas", async () => {
  const customer = await create("customer", {});
  const contact = await create("contact", { customer, first: "Ada", last: "Byron" });
  const pointed = await server.request(
    "PATCH",
    `/records/customer/${customer}`,
    { main_contact: contact },
    anyRevision,
  );
  expect(pointed.body).toMatchObject({ contact_label: "Ada Byron" });
  await deleteAndRestore("customer", customer);
  expect(await read("customer", customer)).toMatchObject({
    main_contact: contact,
    contact_label: "Ada Byron",
    contact_revision: 3,
  });
});
