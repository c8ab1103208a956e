import { afterEach, beforeEach, expect, test } from "vitest";
import type { Catalog } from "../../engine/catalog/catalog.ts";
import { findDrift } from "../../engine/publish/drift.ts";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const rows = (properties: Record<string, unknown>) => ({
  type: "array",
  items: { type: "object", properties },
});

const documents = [
  objectDocument("tool", { name: { type: "string" } }),
  objectDocument("bom", {
    name: { type: "string" },
    operations: rows({
      step: { type: "string" },
      resources: rows({
        what: { type: "string" },
        tool: { $ref: "tenon:lookup", target: "tool" },
        minutes: { type: "integer" },
      }),
      minutes: { type: "integer", formula: "sum(resources.minutes)" },
    }),
    minutes: { type: "integer", formula: "sum(operations.minutes)" },
  }),
];

type Json = Record<string, unknown>;
interface Rows extends Json {
  readonly items: { properties: Record<string, Rows> };
}
interface Bom extends Json {
  readonly id: string;
  readonly operations: readonly (Json & { readonly resources?: readonly Json[] })[];
}

let server: TestServer;
let made: Bom;
beforeEach(async () => {
  server = await startTestServer({ documents });
  const answer = await server.request("POST", "/records/bom", {
    name: "chair",
    operations: [
      {
        step: "saw",
        resources: [
          { what: "wood", minutes: 3 },
          { what: "12", minutes: 4 },
        ],
      },
      { step: "glue", resources: [{ what: "7" }] },
    ],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  made = answer.body as Bom;
});
afterEach(async () => {
  const catalog = (await server.services.catalogs.current("demo")) as Catalog;
  expect(await findDrift(server.services.database, catalog)).toEqual([]);
  await server.stop();
});

async function documentOf(name: string, kind = "object"): Promise<Json> {
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const found = all.documents.find((each) => each.kind === kind && each.name === name);
  return structuredClone(found?.published as Json);
}

async function change(edit: (content: Json & { properties: Record<string, Rows> }) => void) {
  const content = (await documentOf("bom")) as Json & { properties: Record<string, Rows> };
  edit(content);
  const saved = await server.request("PUT", "/metadata/drafts/object/bom", content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

const operations = (content: { properties: Record<string, Rows> }) =>
  (content.properties.operations as Rows).items.properties;
const resources = (content: { properties: Record<string, Rows> }) =>
  (operations(content).resources as Rows).items.properties;

const publish = (answers: unknown = {}): Promise<Answer> =>
  server.request("POST", "/metadata/publish", { message: "m", answers });

async function publishOk(answers: unknown = {}): Promise<void> {
  const answer = await publish(answers);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const read = async (): Promise<Bom> =>
  (await server.request("GET", `/records/bom/${made.id}`)).body as Bom;

const column = (bom: Bom, name: string) =>
  bom.operations.map((operation) => operation.resources?.map((row) => row[name]));

test("fields of the second level are added, renamed, converted, removed and brought back", async () => {
  await change((content) => {
    resources(content).count = { type: "integer", default: 1 } as unknown as Rows;
  });
  await publishOk();
  await change((content) => {
    const fields = resources(content);
    fields.material = fields.what as Rows;
    delete fields.what;
  });
  await publishOk();
  expect(column(await read(), "material")).toEqual([["wood", "12"], ["7"]]);
  const before = await documentOf("bom");
  await change((content) => {
    const { id } = resources(content).material as Rows;
    resources(content).material = { id, type: "integer" } as unknown as Rows;
  });
  const refused = await publish();
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: "rows_in_the_way" });
  await publishOk({ "convert.bom$operations$resources.material": "keep_unconverted" });
  expect(column(await read(), "material")).toEqual([[null, 12], [7]]);
  await server.request("PUT", "/metadata/drafts/object/bom", before);
  await publishOk();
  expect(column(await read(), "material")).toEqual([["wood", "12"], ["7"]]);
  await change((content) => {
    delete resources(content).material;
  });
  await publishOk();
  await server.request("PUT", "/metadata/drafts/object/bom", before);
  await publishOk();
  expect(column(await read(), "material")).toEqual([["wood", "12"], ["7"]]);
});

test("required fields of the second level ask for a value, formulas are made anew", async () => {
  await change((content) => {
    const rowsOf = (operations(content).resources as Rows).items as unknown as Json;
    rowsOf.required = ["minutes"];
    (resources(content).minutes as unknown as Json).minimum = 0;
  });
  const refused = await publish();
  expect(refused.status).toBe(409);
  await publishOk({ "fill.bom$operations$resources.minutes": 5 });
  const filled = await read();
  expect(column(filled, "minutes")).toEqual([[3, 4], [5]]);
});

test("the second level goes and comes back with its rows, alone or with the first", async () => {
  const whole = await documentOf("bom");
  const put = async (content: Json) => {
    const saved = await server.request("PUT", "/metadata/drafts/object/bom", content);
    expect(saved.status).toBe(200);
    await publishOk();
  };
  const without = (edit: (content: Json & { properties: Record<string, Rows> }) => void) => {
    const content = structuredClone(whole) as Json & { properties: Record<string, Rows> };
    edit(content);
    return content;
  };
  const flat = without((content) => {
    delete operations(content).resources;
    delete operations(content).minutes;
    delete content.properties.minutes;
  });
  const bare = without((content) => {
    delete content.properties.operations;
    delete content.properties.minutes;
  });
  await put(flat);
  expect((await read()).operations[0]).toEqual({ id: made.operations[0]?.id, step: "saw" });
  await put(whole);
  expect(column(await read(), "what")).toEqual([["wood", "12"], ["7"]]);
  await put(bare);
  await put(whole);
  expect(await read()).toMatchObject({ operations: made.operations, minutes: 7 });
  // The first level comes back without the second, which comes back later.
  await put(bare);
  await put(flat);
  await put(whole);
  expect((await read()).operations).toEqual(made.operations);
  await put(flat);
  await put(bare);
  await put(whole);
  expect((await read()).operations).toEqual(made.operations);
  const object = await server.request("DELETE", "/metadata/drafts/object/bom");
  expect(object.status).toBeLessThan(300);
  await publishOk();
  await put(flat);
  await put(whole);
  expect((await read()).operations).toEqual(made.operations);
});

test("renames reach tables, formulas and texts of the second level", async () => {
  const rename = (field: string, to: string) =>
    server.request("POST", "/metadata/rename", { object: "bom", field, to });
  const answer = await rename("operations.resources.minutes", "time");
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  await rename("operations.resources", "means");
  await rename("operations", "steps");
  await publishOk();
  const content = JSON.stringify(await documentOf("bom"));
  expect(content).toContain('"formula":"sum(means.time)"');
  expect(content).toContain('"formula":"sum(steps.minutes)"');
  const now = (await read()) as unknown as { steps: { means: Json[] }[]; minutes: number };
  expect(now.steps[0]?.means[0]).toMatchObject({ what: "wood", time: 3 });
  const added = await server.request("POST", "/records/bom", {
    steps: [{ means: [{ time: 2 }] }],
  });
  expect(added.body).toMatchObject({ minutes: 2 });
});

test("a lookup of the second level lets go or protects, and a third level is refused", async () => {
  const tool = (await server.request("POST", "/records/tool", { name: "saw" })).body as Json;
  const [first] = made.operations;
  const linked = await server.request(
    "PATCH",
    `/records/bom/${made.id}`,
    { operations: [{ id: first?.id, resources: [{ what: "x", tool: tool.id }] }] },
    { headers: { "if-match": "*" } },
  );
  expect(linked.status).toBe(200);
  const remove = () =>
    server.request("DELETE", `/records/tool/${tool.id}`, undefined, {
      headers: { "if-match": "*" },
    });
  expect((await remove()).status).toBe(409);
  await change((content) => {
    (resources(content).tool as unknown as Json).on_delete = "clear";
  });
  await publishOk();
  expect((await remove()).status).toBe(204);
  const now = await read();
  expect(column(now, "tool")).toEqual([[null]]);
  const history = await server.request("GET", `/records/bom/${made.id}/history`);
  expect(JSON.stringify((history.body as { data: Json[] }).data[0])).toContain(String(tool.id));
  await change((content) => {
    (resources(content).tool as unknown as Json).on_delete = "cascade";
  });
  await publishOk();
  const drill = (await server.request("POST", "/records/tool", { name: "drill" })).body as Json;
  const whole = await server.request("POST", "/records/bom", {
    operations: [
      {
        step: "hole",
        resources: [
          { tool: drill.id, minutes: 5 },
          { what: "hand", minutes: 2 },
        ],
      },
    ],
  });
  expect(whole.body).toMatchObject({ minutes: 7 });
  const gone = await server.request("DELETE", `/records/tool/${drill.id}`, undefined, {
    headers: { "if-match": "*" },
  });
  expect(gone.status).toBe(204);
  const rest = await server.request("GET", `/records/bom/${(whole.body as Json).id}`);
  expect(rest.body).toMatchObject({
    minutes: 2,
    operations: [{ minutes: 2, resources: [{ what: "hand" }] }],
  });
  await change((content) => {
    resources(content).deeper = rows({ a: { type: "string" } }) as unknown as Rows;
  });
  const refused = await publish();
  expect(refused.status).toBe(422);
  expect(JSON.stringify(refused.body)).toContain("child_rows_nested");
});
