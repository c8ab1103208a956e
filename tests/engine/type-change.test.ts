/** A type change keeps every value: converted, or on a list that a person finishes. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { purgeExpired } from "../../engine/publish/purge-expired.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type {
  DesignerDocuments,
  OpenConversions,
  PublishPlan,
  RemovedThings,
} from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("customer", {
        name: { type: "string" },
        level: { type: "string", index: true },
        rate: { $ref: "tenon:decimal", precision: 18, scale: 4 },
        boss: { $ref: "tenon:lookup", target: "customer" },
        colour: { enum: ["red", "green", "blue"] },
      }),
    ],
  });
});
afterEach(() => server.stop());

type Content = Record<string, unknown> & {
  properties: Record<string, Record<string, unknown>>;
};

async function change(edit: (properties: Content["properties"], content: Content) => void) {
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === "customer")?.published;
  const content = structuredClone(published) as JsonSchema as Content;
  edit(content.properties, content);
  const saved = await server.request("PUT", "/metadata/drafts/object/customer", content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

/** Another type under the same id. */
const retype = (field: string, schema: Record<string, unknown>) =>
  change((properties) => {
    properties[field] = { ...schema, id: properties[field]?.id };
  });

const plan = async () => (await server.request("GET", "/metadata/plan")).body as PublishPlan;
const publish = (answers: unknown = {}) => server.request("POST", "/metadata/publish", { answers });
async function publishOk(answers: unknown = {}) {
  const answer = await publish(answers);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}
const create = async (record: unknown) => {
  const answer = await server.request("POST", "/records/customer", record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return (answer.body as { id: string }).id;
};
const values = async (field: string) =>
  (
    (await server.request("GET", `/records/customer?sort=name&fields=name,${field}`)).body as {
      data: Record<string, unknown>[];
    }
  ).data.map((record) => record[field]);
const conversions = async () =>
  ((await server.request("GET", "/metadata/conversions")).body as OpenConversions).data;
const patch = (id: string, record: unknown) =>
  server.request("PATCH", `/records/customer/${id}`, record, { headers: { "if-match": "*" } });

test("values that do not convert are counted, sampled, asked about, and listed until finished", async () => {
  await create({ name: "1", level: "12" });
  const second = await create({ name: "2", level: "high" });
  const third = await create({ name: "3", level: "low" });
  await create({ name: "4" });
  await retype("level", { type: "integer", index: true });
  const planned = await plan();
  expect(planned).toMatchObject({
    ready: false,
    problems: [],
    changes: [
      {
        kind: "field_type_changed",
        obstacles: { count: 2, blocking: true },
        questions: ["convert.customer.level"],
      },
    ],
    questions: [{ id: "convert.customer.level", choices: [{ value: "keep_unconverted" }] }],
  });
  expect(planned.changes[0]?.obstacles?.samples.map(({ id }) => id)).toEqual([second, third]);
  expect((await publish()).status).toBe(409);
  expect((await publish({ "convert.customer.level": "whatever" })).status).toBe(422);
  await publishOk({ "convert.customer.level": "keep_unconverted" });
  expect(await values("level")).toEqual([12, null, null, null]);
  const [open] = await conversions();
  expect(open).toMatchObject({
    object: "customer",
    field: "level",
    before: "text",
    after: "integer",
    count: 2,
    values: [
      { record: second, value: "high" },
      { record: third, value: "low" },
    ],
  });
  expect((await patch(second, { level: 3 })).status).toBe(200);
  expect((await conversions())[0]).toMatchObject({ count: 1, values: [{ record: third }] });
  const address = `/metadata/conversions/${open?.id}`;
  expect((await server.request("DELETE", `${address}/records/${third}`)).status).toBe(204);
  expect((await server.request("DELETE", `${address}/records/${third}`)).status).toBe(404);
  expect((await conversions())[0]).toMatchObject({ count: 0, values: [] });
  expect((await server.request("DELETE", address)).status).toBe(204);
  expect(await conversions()).toEqual([]);
});

test("a text that only empty could stand for is listed, not lost", async () => {
  await create({ name: "1", level: "null" });
  await create({ name: "2", level: '{"a":1}' });
  await create({ name: "3" });
  await retype("level", { $ref: "tenon:json" });
  await publishOk({ "convert.customer.level": "keep_unconverted" });
  expect(await values("level")).toEqual([null, { a: 1 }, null]);
  expect(await conversions()).toMatchObject([{ count: 1, values: [{ value: "null" }] }]);
});

test("the former version brings old values back where nobody changed them", async () => {
  await create({ name: "1", level: "012" });
  const second = await create({ name: "2", level: "high" });
  const third = await create({ name: "3", level: "3" });
  await create({ name: "4", level: "4" });
  await retype("level", { type: "integer", index: true });
  await publishOk({ "convert.customer.level": "keep_unconverted" });
  expect(await values("level")).toEqual([12, null, 3, 4]);
  await patch(third, { level: 33 });
  await create({ name: "5", level: 5 });
  const back = await server.request("POST", "/metadata/versions/1/publish", {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(await values("level")).toEqual(["012", "high", "33", "4", "5"]);
  expect((await patch(second, { level: "low" })).status).toBe(200);
});

test("a choice that went through text and decimal is a choice again, or listed", async () => {
  const colours = ["red", "green", "blue", "red", null];
  const ids: string[] = [];
  for (const [index, colour] of colours.entries())
    ids.push(await create({ name: String(index), colour }));
  const [, second = "", third = "", fourth = "", fifth = ""] = ids;
  const rollBack = async (version: number) => {
    const answers = { "convert.customer.colour": "keep_unconverted" };
    const path = `/metadata/versions/${version}/publish`;
    const back = await server.request("POST", path, { answers });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
  };
  await retype("colour", { type: "string" });
  await publishOk();
  expect(await conversions()).toEqual([]);
  await patch(second, { colour: "blue" });
  await patch(third, { colour: "violet" });
  await patch(fifth, { colour: "12.5" });
  await retype("colour", { $ref: "tenon:decimal", precision: 18, scale: 4 });
  await publishOk({ "convert.customer.colour": "keep_unconverted" });
  expect(await values("colour")).toEqual([null, null, null, null, "12.5000"]);
  await patch(fourth, { colour: "7" });
  await rollBack(1);
  expect(await values("colour")).toEqual(["red", "blue", null, null, null]);
  const listed = (await conversions()).flatMap(({ before, values: open }) =>
    open.map(({ record, value }) => [before, record, value]),
  );
  const sorted = (list: readonly unknown[]) => list.map((entry) => JSON.stringify(entry)).sort();
  expect(sorted(listed)).toEqual(
    sorted([
      ["text", third, "violet"],
      ["text", fifth, "12.5"],
      ["decimal", fourth, "7.0000"],
      ["decimal", fifth, "12.5000"],
    ]),
  );
  await rollBack(2);
  expect(await values("colour")).toEqual(["red", "blue", "violet", null, "12.5"]);
});

test("a number that went on as text comes back where a date could not hold it", async () => {
  const keep = { "convert.customer.amount": "keep_unconverted" };
  await change((properties) => {
    properties.amount = { type: "integer" };
  });
  await publishOk();
  const first = await create({ name: "1", amount: 5 });
  await create({ name: "2", amount: 6 });
  await retype("amount", { type: "string" });
  await publishOk();
  await retype("amount", { type: "string", format: "date" });
  await publishOk(keep);
  expect(await values("amount")).toEqual([null, null]);
  await patch(first, { amount: "2026-01-02" });
  await retype("amount", { type: "integer" });
  await publishOk(keep);
  expect(await values("amount")).toEqual([null, 6]);
});

test("a type that a field never had gets nothing from what is kept", async () => {
  const first = await create({ name: "1", level: "red" });
  await retype("level", { type: "integer" });
  await publishOk({ "convert.customer.level": "keep_unconverted" });
  await retype("level", { enum: ["red"] });
  await publishOk();
  expect(await values("level")).toEqual([null]);
  const kept = (await conversions()).map(({ before }) => before);
  expect(kept.sort()).toEqual(["integer", "text"]);
  expect((await patch(first, { level: "red" })).status).toBe(200);
});

test("no text becomes a signature or a file, and neither becomes a text", async () => {
  const types = ["signature", "attachment"].map((name) => ({ $ref: `tenon:${name}` }));
  await change((properties) => {
    for (const [index, type] of types.entries()) properties[`kept${index}`] = type;
  });
  await publishOk();
  for (const [index, type] of types.entries()) {
    for (const [field, schema] of [
      ["level", type],
      [`kept${index}`, { type: "string" }],
    ] as const) {
      await retype(field, schema);
      const codes = (await plan()).problems.map(({ code }) => code);
      expect(codes, `${field} ${JSON.stringify(schema)}`).toEqual(["type_change_loses_values"]);
      await server.request("DELETE", "/metadata/drafts/object/customer?discard=true");
    }
  }
});

test("fewer digits are rounded when asked to, and come back exactly", async () => {
  await create({ name: "1", rate: "1.2345" });
  await create({ name: "2", rate: "2.5" });
  await create({ name: "3", rate: "12345.5" });
  await retype("rate", { $ref: "tenon:decimal", precision: 5, scale: 2 });
  expect(await plan()).toMatchObject({
    changes: [{ obstacles: { count: 2, blocking: true } }],
    questions: [{ choices: [{ value: "round" }, { value: "keep_unconverted" }] }],
  });
  await publishOk({ "convert.customer.rate": "round" });
  expect(await values("rate")).toEqual(["1.23", "2.50", null]);
  expect((await conversions())[0]).toMatchObject({ count: 1, values: [{ value: "12345.5000" }] });
  const back = await server.request("POST", "/metadata/versions/1/publish", {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(await values("rate")).toEqual(["1.2345", "2.5000", "12345.5000"]);
});

test("a text becomes a lookup by the title of the record; a lookup becomes several", async () => {
  const first = await create({ name: "1" });
  await create({ name: "2", level: "1" });
  const third = await create({ name: "3", level: "nobody", boss: first });
  await change((properties) => {
    properties.boss = {
      type: "array",
      items: { $ref: "tenon:lookup", target: "customer" },
      id: properties.boss?.id,
    };
    properties.level = {
      $ref: "tenon:lookup",
      target: "customer",
      id: properties.level?.id,
    };
  });
  const planned = await plan();
  const converting = planned.changes.find(({ field }) => field === "level");
  expect(converting?.obstacles).toMatchObject({ count: 1, samples: [{ id: third }] });
  await publishOk({ "convert.customer.level": "keep_unconverted" });
  expect(await values("level")).toEqual([null, first, null]);
  expect(await values("boss")).toEqual([[], [], [first]]);
  const open = await conversions();
  expect(open.find(({ field }) => field === "level")).toMatchObject({
    count: 1,
    values: [{ record: third, value: "nobody" }],
  });
});

test("a lookup becomes what its record is called; a text that was one comes back", async () => {
  const first = await create({ name: "1", boss: null });
  const second = await create({ name: "2", level: "1", boss: first });
  const third = await create({ name: "3", level: "nobody" });
  await retype("level", { $ref: "tenon:lookup", target: "customer" });
  await publishOk({ "convert.customer.level": "keep_unconverted" });
  expect((await patch(third, { level: second })).status).toBe(200);
  const fourth = await create({ name: "4", level: third });
  expect((await patch(fourth, { name: "4b" })).status).toBe(200);
  const back = await server.request("POST", "/metadata/versions/1/publish", {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(await values("level")).toEqual([null, "1", "2", "3"]);
  await retype("boss", { type: "string" });
  await publishOk();
  expect(await values("boss")).toEqual([null, "1", null, null]);
});

test("a text goes back to the version before the object that it came to point to", async () => {
  await create({ name: "1", level: "gold" });
  await create({ name: "2", level: "lost" });
  const named = objectDocument("level", { name: { type: "string" } }, { record_title: "name" });
  await server.request("PUT", "/metadata/drafts/object/level", named.content);
  await publishOk();
  const gold = (await server.request("POST", "/records/level", { name: "gold" })).body as {
    id: string;
  };
  await retype("level", { $ref: "tenon:lookup", target: "level" });
  await publishOk({ "convert.customer.level": "keep_unconverted" });
  await create({ name: "3", level: gold.id });
  expect(await values("level")).toEqual([gold.id, null, gold.id]);
  const back = await server.request("POST", "/metadata/versions/1/publish", {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(await values("level")).toEqual(["gold", "lost", "gold"]);
});

test("a text becomes a lookup to what the same publish makes, or calls otherwise", async () => {
  await create({ name: "1", level: "gold" });
  const level = { $ref: "tenon:lookup", target: "level" };
  const named = objectDocument("level", { name: { type: "string" } }, { record_title: "name" });
  await server.request("PUT", "/metadata/drafts/object/level", named.content);
  await retype("level", level);
  expect((await plan()).changes).toContainEqual(
    expect.objectContaining({ kind: "field_type_changed", obstacles: expect.anything() }),
  );
  await publishOk({ "convert.customer.level": "keep_unconverted" });
  expect(await conversions()).toMatchObject([{ count: 1, values: [{ value: "gold" }] }]);
  await change((properties) => {
    properties.rank = { type: "string" };
  });
  await publishOk();
  const gold = await server.request("POST", "/records/level", { name: "gold" });
  await create({ name: "2", rank: "gold" });
  const all = (await server.request("GET", "/metadata/documents")).body as DesignerDocuments;
  const kept = all.documents.find(({ name }) => name === "level")?.published;
  await server.request("DELETE", "/metadata/drafts/object/level");
  await server.request("PUT", "/metadata/drafts/object/grade", { ...kept, name: "grade" });
  await change((properties) => {
    properties.level = { ...properties.level, target: "grade" };
    properties.rank = { ...level, target: "grade", id: properties.rank?.id };
  });
  await publishOk();
  expect(await values("rank")).toEqual([null, (gold.body as { id: string }).id]);
});

test("removed options are kept, cleared or replaced, as it was answered", async () => {
  await create({ name: "1", colour: "blue" });
  const answers = [
    ["keep", "blue"],
    ["clear", null],
    ["replace:green", "green"],
  ] as const;
  for (const [answer, expected] of answers) {
    await server.request("DELETE", "/metadata/drafts/object/customer?discard=true");
    await retype("colour", { enum: ["red", "green"] });
    expect(await plan()).toMatchObject({
      changes: [{ kind: "options_removed", obstacles: { count: 1, blocking: true } }],
      questions: [{ id: "options.customer.colour" }],
    });
    await publishOk({ "options.customer.colour": answer });
    expect(await values("colour")).toEqual([expected]);
    expect((await server.request("POST", "/metadata/versions/1/publish", {})).status).toBe(200);
    const [record] = (
      (await server.request("GET", "/records/customer")).body as { data: { id: string }[] }
    ).data;
    await patch(record?.id ?? "", { colour: "blue" });
  }
});

test("what is kept is listed, and let go for good", async () => {
  await create({ name: "1", level: "x", rate: "1" });
  await change((properties) => {
    delete properties.level;
  });
  await publishOk();
  const removed = async () =>
    ((await server.request("GET", "/metadata/removed")).body as RemovedThings).data;
  const [level] = await removed();
  expect(level).toMatchObject({ kind: "field", object: "customer", field: "level", version: 2 });
  const member = { token: server.memberToken };
  expect((await server.request("GET", "/metadata/removed", undefined, member)).status).toBe(403);
  expect((await server.request("DELETE", `/metadata/removed/${level?.id}`)).status).toBe(204);
  expect((await server.request("DELETE", `/metadata/removed/${level?.id}`)).status).toBe(404);
  expect(await removed()).toEqual([]);
  expect((await server.request("POST", "/metadata/versions/1/publish", {})).status).toBe(200);
  expect(await values("level")).toEqual([null]);
  await server.request("DELETE", "/metadata/drafts/object/customer");
  await publishOk();
  const [customer] = await removed();
  expect(customer).toMatchObject({ kind: "object", object: "customer", field: null });
  expect((await server.request("DELETE", `/metadata/removed/${customer?.id}`)).status).toBe(204);
  expect((await server.request("POST", "/metadata/versions/1/publish", {})).status).toBe(200);
  expect(await values("name")).toEqual([]);
});

test("what was removed long ago is purged in the background's turn, and not before", async () => {
  await create({ name: "1", level: "x" });
  await change((properties) => {
    delete properties.level;
  });
  await publishOk();
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  expect(await purgeExpired(server.services, 30, inDays(29))).toBe(0);
  expect(await purgeExpired(server.services, 30, inDays(31))).toBe(1);
  expect((await server.request("POST", "/metadata/versions/1/publish", {})).status).toBe(200);
  expect(await values("level")).toEqual([null]);
});

test("a plan has a name, an estimate of its cost, and is refused once it is outdated", async () => {
  await retype("level", { type: "integer" });
  const seen = await plan();
  expect(await plan()).toEqual(seen);
  expect(seen.changes[0]?.cost).toMatchObject({ lock: "all" });
  await change((properties) => {
    properties.extra = { type: "string" };
  });
  const outdated = await server.request("POST", "/metadata/publish", { plan: seen.id });
  expect([outdated.status, (outdated.body as { code: string }).code]).toEqual([
    409,
    "plan_outdated",
  ]);
  const { id } = await plan();
  expect((await server.request("POST", "/metadata/publish", { plan: id })).status).toBe(200);
});

test.each([
  ["one", "many", { type: "array", uniqueItems: true, items: { enum: ["red", "green"] } }, 1],
  ["many", "one", { enum: ["red"] }, 2],
])(
  "choice of %s to %s, with options removed: the conversion asks for them",
  async (_, __, schema, count) => {
    const field = count === 1 ? "colour" : "colours";
    await change((properties) => {
      properties.colours = { type: "array", uniqueItems: true, items: { enum: ["red", "green"] } };
    });
    await publishOk();
    await create({ name: "1", colour: "blue", colours: ["green"] });
    await create({ name: "2", colour: "red", colours: ["red", "green"] });
    await retype(field, schema);
    const planned = await plan();
    expect(planned.problems).toEqual([]);
    expect(planned.changes.map(({ kind, obstacles }) => [kind, obstacles?.count])).toEqual([
      ["field_type_changed", count],
    ]);
    await publishOk({ [`convert.customer.${field}`]: "keep_unconverted" });
    expect(await conversions()).toHaveLength(1);
  },
);
