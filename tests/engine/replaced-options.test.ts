/** Values that were cleared or replaced when their options went come back with the options. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RemovedThings } from "../../metadata/wire.ts";
import { dataOf } from "../support/calls.ts";
import { type PublishWorld, startPublishWorld, text } from "./publish-world.ts";

let world: PublishWorld;
const one = (...options: string[]) => ({ enum: options });
const several = (...options: string[]) => ({
  type: "array",
  items: { enum: options },
  uniqueItems: true,
});

beforeEach(async () => {
  world = await startPublishWorld({
    thing: {
      properties: {
        name: text,
        level: one("a", "b", "c"),
        labels: several("a", "b", "c"),
        doubled: { ...text, formula: 'level == "c" ? "high" : "low"' },
      },
    },
  });
});
afterEach(() => world.stop());

const become = (properties: Record<string, object>, answers = {}) =>
  world
    .edit("thing", (content) => {
      for (const [name, schema] of Object.entries(properties))
        content.properties[name] = { ...schema, id: content.properties[name]?.id };
    })
    .then(() => world.publish(answers));

const values = async (field: string) =>
  dataOf(await world.get(`/records/thing?fields=${field}&sort=name`)).map((row) => row[field]);

const makeAll = async (field: string, all: readonly unknown[]) => {
  const ids: string[] = [];
  for (const [index, value] of all.entries())
    ids.push(await world.make("thing", { name: String(index), [field]: value }));
  return ids;
};

const kept = async () =>
  ((await world.get("/metadata/removed")).body as RemovedThings).data.map(({ kind, field }) => [
    kind,
    field,
  ]);

async function expectInOrder(columns: number): Promise<void> {
  expect(await world.drift()).toEqual([]);
  const hidden = await world.rows(
    `select attname from pg_attribute where attrelid = 'w_demo.thing'::regclass and attname like '$%' and not attisdropped`,
  );
  expect(hidden.map(String)).toHaveLength(columns);
}

test.each([
  ["clear", [null, "b", null]],
  ["replace:a", ["a", "b", "a"]],
])("a removed option that was answered by %s comes back", async (answer, between) => {
  await makeAll("level", ["c", "b", "c"]);
  const plan = { "options.thing.level": answer };
  await become({ level: one("a", "b") }, plan);
  expect(await values("level")).toEqual(between);
  expect(await kept()).toEqual([["replaced", "level"]]);
  await expectInOrder(1);
  const back = await world.planVersion(1);
  expect(back.changes.find(({ kind }) => kind === "options_restored")).toMatchObject({
    sentence: "“Level” of “thing” has the option “c” again; values that were replaced come back",
    obstacles: { count: 2, blocking: false },
  });
  await world.publishVersion(1);
  expect(await values("level")).toEqual(["c", "b", "c"]);
  expect(await values("doubled")).toEqual(["high", "low", "high"]);
  expect(await kept()).toEqual([]);
  await expectInOrder(0);
});

test("lists come back as they were, where nobody wrote another, as far as their options are back", async () => {
  const [, , written] = await makeAll("labels", [["c", "a"], ["b", "c"], ["a", "c"], ["b"]]);
  await become({ labels: several("a", "b") }, { "options.thing.labels": "clear" });
  await become({ labels: several("a") }, { "options.thing.labels": "replace:a" });
  expect(await values("labels")).toEqual([["a"], ["a"], ["a"], ["a"]]);
  await world.call("PATCH", `/records/thing/${written}`, { labels: null });
  await become({ labels: several("a", "c") });
  expect(await values("labels")).toEqual([["c", "a"], ["a"], null, ["a"]]);
  expect(await kept()).toEqual([
    ["replaced", "labels"],
    ["replaced", "labels"],
  ]);
  await expectInOrder(2);
  await world.publishVersion(1);
  expect(await values("labels")).toEqual([["c", "a"], ["b", "c"], null, ["b"]]);
  await expectInOrder(0);
});

test("what was replaced twice is the oldest value that the field may have again", async () => {
  await makeAll("level", ["c", "b"]);
  await become({ level: one("a", "b") }, { "options.thing.level": "replace:b" });
  await become({ level: one("a") }, { "options.thing.level": "replace:a" });
  await world.publishVersion(2);
  expect(await values("level")).toEqual(["b", "b"]);
  await become({ level: one("a") }, { "options.thing.level": "clear" });
  await become({ level: one("a", "c") });
  expect(await values("level")).toEqual(["c", null]);
  await world.publishVersion(1);
  expect(await values("level")).toEqual(["c", "b"]);
});

test("replaced values come back by way of another name, a removal and a text", async () => {
  await makeAll("level", ["c", "b"]);
  await become({ level: one("a", "b") }, { "options.thing.level": "clear" });
  await world.edit("thing", ({ properties }) => {
    properties.grade = properties.level ?? {};
    delete properties.level;
    properties.doubled = { ...text, id: properties.doubled?.id };
  });
  await world.publish();
  await world.edit("thing", ({ properties }) => {
    delete properties.grade;
  });
  await world.publish();
  await world.publishVersion(3);
  await become({ grade: text });
  await world.publishVersion(1);
  expect(await values("level")).toEqual(["c", "b"]);
  expect((await kept()).map(([kind]) => kind)).not.toContain("replaced");
});

test.each([
  ["as it stands", ["b", "c"]],
  ["written otherwise", ["C", "b"]],
])("a text %s comes back from the choice it became, though that went", async (_, written) => {
  const texts = async () =>
    (await world.rows(`select "name" from "w_demo"."thing"`)).flat().map(String).sort();
  for (const name of written) await world.make("thing", { name });
  await become({ name: one("a", "b", "c") }, { "convert.thing.name": "keep_unconverted" });
  await become({ name: one("a", "b") }, { "options.thing.name": "replace:a" });
  expect(await texts()).toEqual(["a", "b"]);
  await world.publishVersion(1);
  expect(await texts()).toEqual(written);
  expect((await kept()).map(([kind]) => kind)).not.toContain("replaced");
});

test("lists come back by way of a text, and those that became nothing", async () => {
  await makeAll("labels", [["c"], null]);
  await become({ labels: several("a", "b") }, { "options.thing.labels": "clear" });
  await become({ labels: text });
  expect(await values("labels")).toEqual([null, null]);
  await world.publishVersion(1);
  expect(await values("labels")).toEqual([["c"], null]);
  expect((await kept()).map(([kind]) => kind)).not.toContain("replaced");
});

test("values of rows come back, with all that is removed meanwhile", async () => {
  const rows = (...options: string[]) => ({
    type: "array",
    items: { type: "object", properties: { kind: one(...options) } },
  });
  await world.edit("thing", ({ properties }) => {
    properties.lines = rows("x", "y");
  });
  await world.publish();
  const id = await world.make("thing", { name: "1", lines: [{ kind: "y" }, { kind: "x" }] });
  await world.edit("thing", ({ properties }) => {
    const kind = (properties.lines as { items: { properties: { kind: { enum: string[] } } } }).items
      .properties.kind;
    kind.enum = ["x"];
  });
  await world.publish({ "options.thing$lines.kind": "replace:x" });
  await world.publishVersion(1);
  await world.publishVersion(2);
  const { lines } = (await world.get(`/records/thing/${id}?fields=lines`)).body as {
    lines: { kind: string }[];
  };
  expect(lines.map(({ kind }) => kind)).toEqual(["y", "x"]);
  expect(await world.drift()).toEqual([]);
  expect(await kept()).toEqual([]);
});

test("what was cleared and filled comes back, and what was required needs no other value", async () => {
  await makeAll("level", ["c", "b"]);
  await world.edit("thing", (content) => {
    content.properties.level = { ...content.properties.level, enum: ["a", "b"] };
    content.required = ["level"];
  });
  await world.publish({ "options.thing.level": "clear", "fill.thing.level": "a" });
  expect(await values("level")).toEqual(["a", "b"]);
  await world.publishVersion(1);
  expect(await values("level")).toEqual(["c", "b"]);
  await world.edit("thing", (content) => {
    content.required = ["level"];
  });
  await world.publish();
  await world.edit("thing", (content) => {
    content.properties.level = { ...content.properties.level, enum: ["a", "b"] };
    content.required = [];
  });
  await world.publish({ "options.thing.level": "clear" });
  const back = await world.planVersion(4);
  expect(back.questions).toEqual([]);
  await world.publishVersion(4);
  expect(await values("level")).toEqual(["c", "b"]);
});

test("values that come back alike stand against a unique field", async () => {
  const [first, second] = await makeAll("level", ["c", "b"]);
  const unique = (...options: string[]) => ({ ...one(...options), unique: true });
  await become({ level: unique("a", "b") }, { "options.thing.level": "clear" });
  await world.call("PATCH", `/records/thing/${second}`, { level: null });
  await become({ level: unique("a") });
  await become({ level: unique("a", "c") });
  expect(await values("level")).toEqual(["c", null]);
  await become({ level: unique("a") }, { "options.thing.level": "clear" });
  await become({ level: text });
  await world.call("PATCH", `/records/thing/${second}`, { level: "c" });
  await world.call("PATCH", `/records/thing/${first}`, { level: null });
  await world.edit("thing", ({ properties }) => {
    properties.level = { ...unique("a", "c"), id: properties.level?.id };
  });
  expect((await world.plan()).changes.find(({ kind }) => kind === "field_unique")).toMatchObject({
    obstacles: { count: 2, blocking: true },
  });
});

test("what is let go does not come back", async () => {
  await makeAll("level", ["c"]);
  await become({ level: one("a", "b") }, { "options.thing.level": "clear" });
  const { data } = (await world.get("/metadata/removed")).body as RemovedThings;
  expect((await world.call("DELETE", `/metadata/removed/${data[0]?.id}`)).status).toBe(204);
  await expectInOrder(0);
  await world.publishVersion(1);
  expect(await values("level")).toEqual([null]);
});

const count = async (condition: string) =>
  Number((await world.rows(`select count(*) from "w_demo"."thing" where ${condition}`))[0]?.[0]);

test.each([
  ["all where they are", 100, 3],
  ["few where they are", 20_001, 300],
  ["many beside their table", 20_001, 2],
])("replaced values of large tables: %s", async (_, rows, each) => {
  const was = `case when substr("name", 2)::int % ${each} = 0 then 'c' else 'b' end`;
  await world.rows(`insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision", "name", "level", "labels", "doubled")
    select gen_random_uuid(), now(), now(), 1, 't' || n, case when n % ${each} = 0 then 'c' else 'b' end, case when n % ${each} = 0 then '{c}'::text[] end, 'low' from generate_series(1, ${rows}) as n`);
  await world.rows(`update "w_demo"."thing" set "doubled" = 'high' where "level" = 'c'`);
  await world.rows('analyze "w_demo"."thing"');
  const answers = { "options.thing.level": "replace:b", "options.thing.labels": "clear" };
  await become({ level: one("a", "b"), labels: several("a", "b") }, answers);
  expect(await count(`"level" <> 'b' or "labels" is not null or "doubled" <> 'low'`)).toBe(0);
  await world.rows(`update "w_demo"."thing" set "level" = 'a' where "name" = 't${each}'`);
  await expectInOrder(2);
  await world.publishVersion(1);
  expect(await count(`"level" is distinct from ${was}`)).toBe(1);
  expect(
    await count(`"labels" is distinct from case when ${was} = 'c' then '{c}'::text[] end`),
  ).toBe(0);
  expect(
    await count(`"doubled" is distinct from case when "level" = 'c' then 'high' else 'low' end`),
  ).toBe(0);
  await expectInOrder(0);
  await become({ level: one("a", "b") }, { "options.thing.level": "clear" });
  await become(
    { level: { type: "integer" }, doubled: text },
    { "convert.thing.level": "keep_unconverted" },
  );
  await world.publishVersion(1);
  expect(await count(`"level" is distinct from ${was}`)).toBe(1);
  expect((await kept()).map(([kind]) => kind)).not.toContain("replaced");
  expect(await world.drift()).toEqual([]);
});
