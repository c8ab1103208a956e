/** A table that has had nearly all the columns PostgreSQL allows is made anew by a publish. */
import { afterEach, expect, test } from "vitest";
import { serverActor } from "../../engine/audit/record-act.ts";
import { stored } from "../../engine/catalog/document-store.ts";
import { clockAt } from "../../engine/clock.ts";
import { applyPlan } from "../../engine/publish/apply.ts";
import { findDrift } from "../../engine/publish/drift.ts";
import { purgeRemoved } from "../../engine/publish/kept.ts";
import { isReady, makePlan } from "../../engine/publish/plan.ts";
import { clockValues } from "../../engine/query/read-plans.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { columnsEver, wearOut } from "../support/table-parts.ts";

let server: TestServer;
afterEach(() => server.stop());

type Content = Record<string, unknown> & {
  properties: Record<string, Record<string, unknown>>;
};

const start = async () => {
  server = await startTestServer({
    documents: [
      objectDocument("region", {
        name: { type: "string" },
        seat: { $ref: "tenon:lookup", target: "customer", on_delete: "clear" },
      }),
      objectDocument(
        "customer",
        {
          name: { type: "string", unique: true },
          level: { type: "string", index: true },
          rank: { type: "string" },
          region: { $ref: "tenon:lookup", target: "region", on_delete: "restrict" },
          boss: { $ref: "tenon:tree_parent" },
          related: { $ref: "tenon:dynamic_lookup", targets: ["region", "order"] },
          friends: { type: "array", items: { $ref: "tenon:lookup", target: "customer" } },
          places: {
            type: "array",
            items: { type: "object", properties: { town: { type: "string" } } },
          },
          shout: { type: "string", formula: 'name + "!"' },
        },
        { unique: [["name", "region"]] },
      ),
      objectDocument("order", {
        number: { type: "integer" },
        customer: { $ref: "tenon:lookup", target: "customer", on_delete: "cascade" },
      }),
    ],
  });
};

async function edit(change: (properties: Content["properties"]) => void, name = "customer") {
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find((document) => document.name === name)?.published;
  const content = structuredClone(published) as JsonSchema as Content;
  change(content.properties);
  const saved = await server.request("PUT", `/metadata/drafts/object/${name}`, content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

const publish = (answers: unknown = {}) => server.request("POST", "/metadata/publish", { answers });
async function publishOk(answers: unknown = {}) {
  const answer = await publish(answers);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}
async function create(object: string, record: unknown): Promise<string> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return (answer.body as { id: string }).id;
}
const read = async (object: string) =>
  ((await server.request("GET", `/records/${object}?sort=created_at`)).body as { data: unknown[] })
    .data;
async function catalogNow() {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  return catalog;
}
const wear = (table: string, columns = 1500) =>
  wearOut(server.services.database, "w_demo", table, columns);
const ever = (table: string) => columnsEver(server.services.database, "w_demo", table);

async function fill() {
  const north = await create("region", { name: "north" });
  const first = await create("customer", {
    name: "Ada",
    level: "a",
    rank: "1",
    region: north,
    related: { object: "region", id: north },
    places: [{ town: "Bonn" }, { town: "Ulm" }],
  });
  const second = await create("customer", {
    name: "Bea",
    level: "b",
    rank: "high",
    boss: first,
    friends: [first],
  });
  await server.request("PATCH", `/records/region/${north}`, { seat: second }, any);
  const order = await create("order", { number: 1, customer: first });
  return { north, first, second, order };
}
const any = { headers: { "if-match": "*" } };

test("a publish makes a worn table anew, and says so; records, lookups and uniqueness stay", async () => {
  await start();
  const { north, first, second, order } = await fill();
  await edit((properties) => {
    properties.rank = { type: "integer", id: properties.rank?.id };
    delete properties.level;
  });
  await publishOk({ "convert.customer.rank": "keep_unconverted" });
  await wear("customer");
  const before = await Promise.all(["customer", "region", "order"].map(read));
  await edit((properties) => {
    properties.extra = { type: "string" };
  });
  const plan = (await server.request("GET", "/metadata/plan")).body as PublishPlan;
  expect(plan).toMatchObject({
    ready: true,
    changes: [
      { id: "table_rebuilt.customer", cost: { lock: "all" } },
      { id: "field_added.customer.extra" },
    ],
  });
  expect(plan.changes[0]?.sentence).toMatch(/customer.* anew .*15\d\d columns/);
  const chinese = await server.request("GET", "/metadata/plan", undefined, {
    headers: { "accept-language": "zh-CN" },
  });
  expect((chinese.body as PublishPlan).changes[0]?.sentence).toMatch(/重建.*15\d\d/);
  await publishOk();
  expect(await ever("customer")).toBeLessThan(40);
  expect(await findDrift(server.services.database, await catalogNow())).toEqual([]);
  const [customers, ...others] = await Promise.all(["customer", "region", "order"].map(read));
  expect(others).toEqual(before.slice(1));
  expect(customers?.map((record) => ({ ...(record as object), extra: undefined }))).toEqual(
    before[0]?.map((record) => ({ ...(record as object), extra: undefined })),
  );
  const twice = await server.request("POST", "/records/customer", { name: "Ada" });
  expect([twice.status, (twice.body as { code: string }).code]).toEqual([409, "not_unique"]);
  const nobody = await server.request("POST", "/records/order", { customer: north });
  expect(nobody.status).toBe(422);
  expect((await server.request("DELETE", `/records/region/${north}`, undefined, any)).status).toBe(
    409,
  );
  const back = await server.request("POST", "/metadata/versions/1/publish", {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(await read("customer")).toMatchObject([
    { name: "Ada", level: "a", rank: "1", related: { id: north }, shout: "Ada!" },
    { name: "Bea", level: "b", rank: "high", boss: first },
  ]);
  await server.request("DELETE", `/records/customer/${second}`, undefined, any);
  expect(await read("region")).toMatchObject([{ seat: null }]);
  await server.request("DELETE", `/records/customer/${first}`, undefined, any);
  expect((await server.request("GET", `/records/order/${order}`)).status).toBe(404);
  expect(await findDrift(server.services.database, await catalogNow())).toEqual([]);
});

test("tables of child rows and of objects that come back are made anew, too", async () => {
  await start();
  await fill();
  await wear("customer$places");
  await server.request("DELETE", "/metadata/drafts/object/order");
  await edit((properties) => {
    properties.related = { ...properties.related, targets: ["region"] };
    const places = properties.places as unknown as { items: Content };
    places.items.properties.street = { type: "string" };
  });
  await publishOk();
  expect(await ever("customer$places")).toBeLessThan(10);
  await wear(`$removed_${await removedId()}`);
  await edit((properties) => {
    properties.related = { ...properties.related, targets: ["region", "order"] };
  });
  const back = await server.request("POST", "/metadata/versions/1/publish", {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  await edit((properties) => {
    properties.note = { type: "string" };
  }, "order");
  await publishOk();
  expect(await ever("order")).toBeLessThan(20);
  expect(await read("order")).toMatchObject([{ number: 1 }]);
  expect(await findDrift(server.services.database, await catalogNow())).toEqual([]);
});

test("who reads and writes while a table is made anew is served, and nothing acknowledged is lost", async () => {
  await start();
  const { first } = await fill();
  await wear("customer", 1390);
  await edit((properties) => {
    properties.extra = { type: "string" };
  });
  let ended = false;
  const work = async (writer: number) => {
    const made: string[] = [];
    for (let number = 0; !ended || number < 20; number++) {
      made.push(await create("customer", { name: `${writer}-${number}`, boss: first }));
      expect((await read("customer")).length).toBeGreaterThanOrEqual(made.length);
      expect((await server.request("GET", `/records/customer/${made.at(-1)}`)).status).toBe(200);
    }
    return made;
  };
  const working = Promise.all([1, 2, 3].map(work));
  await publishOk();
  ended = true;
  const made = (await working).flat();
  expect(await ever("customer")).toBeLessThan(40);
  const there = await server.services.database.run({
    text: 'select count(*) from "w_demo"."customer" where "id" = any($1)',
    values: [made],
  });
  expect(there.rows).toEqual([[String(made.length)]]);
});

async function removedId(): Promise<string> {
  const { body } = await server.request("GET", "/metadata/removed");
  const [thing] = (body as { data: { kind: string; subject: string }[] }).data;
  return thing?.subject ?? "";
}

test("what cannot be made anew is refused before it begins, each with its reason", async () => {
  await start();
  const { database } = server.services;
  const run = (text: string) => database.run({ text, values: [] });
  const code = async () => {
    const { status, body } = await publish();
    return [status, (body as { code: string }).code];
  };
  await wear("customer", 1570);
  await edit((properties) => {
    properties.extra = { type: "string" };
  });
  await run(`create view w_demo.seen as select "name" from "w_demo"."customer"`);
  expect(await code()).toEqual([409, "table_held"]);
  await run("drop view w_demo.seen");
  await run(`insert into "w_demo"."order" ("id", "created_at", "updated_at", "revision", "number")
    select md5(n::text)::uuid, now(), now(), 1, n from generate_series(1, 60000) as n`);
  await run('analyze "w_demo"."order"');
  expect(await code()).toEqual([409, "table_worn_out"]);
  await run('delete from "w_demo"."order"');
  await run('vacuum (analyze) "w_demo"."order"');
  await publishOk();
});

test("forty additions and purges of a field leave a table within its bound, and its records whole", async () => {
  await start();
  await fill();
  const { database, catalogs } = server.services;
  const records = await read("customer");
  let most = 0;
  let rebuilds = 0;
  for (let round = 0; round < 40; round++) {
    rebuilds += await publishLowered((properties) => {
      properties[`extra_${round}`] = {
        type: "string",
        id: `extra${String(round).padStart(5, "0")}`,
        unique: true,
      };
      delete properties[`extra_${round - 1}`];
    });
    most = Math.max(most, await ever("customer"));
    const catalog = await catalogNow();
    await purgeRemoved(database, catalog, () => true, serverActor(catalog.workspaceId));
  }
  await publishLowered((properties) => {
    delete properties.extra_39;
  });
  await catalogs.refresh("demo");
  expect(most).toBeLessThanOrEqual(bounds.maximum);
  expect(rebuilds).toBeGreaterThanOrEqual(4);
  expect(await read("customer")).toEqual(records);
  expect(await findDrift(database, await catalogNow())).toEqual([]);
});

/** About eight more columns than the table has at first. */
const bounds = { rebuild: 26, maximum: 30 };

/** Publishes with lowered bounds; returns how many tables were made anew. */
async function publishLowered(change: (properties: Content["properties"]) => void) {
  const { database, catalogs } = server.services;
  const catalog = await catalogNow();
  const documents = catalog.documents.map((document) => {
    if (document.kind !== "object" || document.name !== "customer") return document;
    const content = structuredClone(document.content) as JsonSchema as Content;
    change(content.properties);
    return stored({ ...document, content });
  });
  const clock = clockValues(clockAt(new Date(), "UTC"));
  const plan = await makePlan(database, { catalog, documents, answers: {}, clock, wear: bounds });
  expect(isReady(plan), JSON.stringify(plan.problems)).toBe(true);
  const publication = {
    plan,
    preparedBy: null,
    message: "",
    author: "",
    origins: catalog.origins,
    drafts: [],
  };
  const applied = await applyPlan(database, publication);
  expect(applied.ok, JSON.stringify(applied)).toBe(true);
  await catalogs.refresh("demo");
  return plan.rebuilds.length;
}
