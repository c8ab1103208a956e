/** Records come to stand below themselves by no detour: scripts, copies, restoration. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { script } from "./automation/trading-scripts.ts";

const parent = { $ref: "tenon:tree_parent", on_delete: "cascade" };

const documents = [
  objectDocument("category", { name: { type: "string" }, parent }),
  script(
    "place_category",
    `import { type Input } from "tenon";
export default function ({ records }: Input<"place_category">) {
  for (const { record } of records) {
    const [, where] = /^below (.*)$/.exec(record.name ?? "") ?? [];
    if (where === "the first") record.parent = records[0].record.id;
    else if (where !== undefined) record.parent = where;
  }
}`,
    { trigger: { object: "category", before: ["create", "update"] } },
  ),
  objectDocument("sample", { stands_in: { $ref: "tenon:lookup", target: "branch" } }),
  objectDocument("branch", {
    like: { $ref: "tenon:lookup", target: "sample" },
    parent: { ...parent, on_delete: "restrict", copy_from: "like.stands_in" },
  }),
  objectDocument("folder", { name: { type: "string" }, parent }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const anyRevision = { headers: { "if-match": "*" } };

async function create(object: string, record: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return String(Object(answer.body).id);
}

const ring = { status: 422, body: { errors: [{ code: "tree_ring", path: "/parent" }] } };

test("a script moves no record below itself", async () => {
  const top = await create("category", { name: "top" });
  const under = await create("category", { name: "under", parent: top });
  const name = `below ${under}`;
  const moved = await server.request("PATCH", `/records/category/${top}`, { name }, anyRevision);
  expect(moved).toMatchObject(ring);
  const other = await create("category", { name: "other" });
  const path = `/records/category/${under}`;
  const fine = await server.request("PATCH", path, { name: `below ${other}` }, anyRevision);
  expect(fine.body).toMatchObject({ parent: other });
});

test("a script stands new records below none of themselves", async () => {
  const alone = await server.request("POST", "/records/category", { name: "below the first" });
  expect(alone).toMatchObject(ring);
  const names = [{ name: "first" }, { name: "below the first" }];
  const together = await server.request("POST", "/records/category", names);
  expect(together.status, JSON.stringify(together.body)).toBe(201);
});

test("a copied parent moves no record below itself", async () => {
  const top = await create("branch", {});
  const under = await create("branch", { parent: top });
  const like = await create("sample", { stands_in: under });
  const moved = await server.request("PATCH", `/records/branch/${top}`, { like }, anyRevision);
  expect(moved).toMatchObject(ring);
});

test("a restored record stands below none of those that come back with it", async () => {
  const top = await create("folder", { name: "top" });
  const under = await create("folder", { name: "under", parent: top });
  const path = `/records/folder/${top}`;
  expect((await server.request("DELETE", path, undefined, anyRevision)).status).toBe(204);
  for (const named of [top, under])
    expect(await server.request("POST", `${path}/restore`, { parent: named })).toMatchObject(ring);
  const other = await create("folder", { name: "other" });
  const restored = await server.request("POST", `${path}/restore`, { parent: other });
  expect(restored.body).toMatchObject({ parent: other });
  const back = await server.request("GET", `/records/folder/${under}`);
  expect(back.body).toMatchObject({ parent: top });
});
