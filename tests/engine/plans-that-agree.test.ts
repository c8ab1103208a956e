/**
 * Plans of legal changes, and what is then carried out: values that come back are counted as such,
 * lists and options are what their field says, and no plan ends in an error of PostgreSQL's types.
 */
import { afterEach, expect, test } from "vitest";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { PublishPlan } from "../../metadata/wire.ts";
import { dataOf } from "../support/calls.ts";
import {
  integer,
  listOf,
  lookupTo,
  type Properties,
  type PublishWorld,
  startPublishWorld,
  text,
} from "./publish-world.ts";

let world: PublishWorld;
afterEach(() => world.stop());

const start = async (properties: JsonSchema, required: readonly string[] = []) => {
  world = await startPublishWorld({
    kind: { properties: { name: text } },
    thing: { properties: { name: text, ...properties }, required: ["name", ...required] },
  });
};

/** Fields of another schema under their ids; `renamed` says what they are called from now on. */
const edit = (
  fields: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
  renamed: Readonly<Record<string, string>> = {},
) =>
  world.edit("thing", (content) => {
    for (const [name, schema] of Object.entries(fields)) {
      const { [name]: former, ...others } = content.properties;
      const next: Properties = {
        ...others,
        [renamed[name] ?? name]: { ...schema, id: former?.id },
      };
      content.properties = next;
    }
    content.required = ["name", ...required];
  });

const values = async (field: string) => {
  const path = `/records/thing?fields=${field}&sort=name`;
  return dataOf(await world.get(path)).map((row) => row[field]);
};

const several = (...options: string[]) => ({
  type: "array",
  items: { enum: options },
  uniqueItems: true,
});

const obstacles = ({ changes }: PublishPlan) =>
  changes.flatMap((change) =>
    change.obstacles === null || change.obstacles === undefined
      ? []
      : [[change.kind, change.obstacles.count, change.obstacles.blocking]],
  );

test("child rows and lists need be filled no longer, as in the version before", async () => {
  const rows = { type: "array", items: { type: "object", properties: { n: integer } } };
  await start({ rows, kinds: listOf("kind") }, ["rows", "kinds"]);
  await edit({}, []);
  await world.publish();
  expect((await world.call("POST", "/records/thing", { name: "a" })).status).toBe(201);
  await edit({}, ["rows", "kinds"]);
  await world.publish();
  expect((await world.call("POST", "/records/thing", { name: "b" })).status).toBe(422);
  await world.publishVersion(2);
  expect(await world.drift()).toEqual([]);
});

test("a required lookup becomes several under another name, and one again", async () => {
  await start({ kind: lookupTo("kind") }, ["kind"]);
  const kind = await world.make("kind", { name: "one" });
  await world.make("thing", { name: "a", kind });
  await edit({ kind: listOf("kind") }, ["kinds"], { kind: "kinds" });
  await world.publish();
  expect(await values("kinds")).toEqual([[kind]]);
  await edit({ kinds: lookupTo("kind") }, ["single"], { kinds: "single" });
  await world.publish();
  await world.publishVersion(2);
  expect(await values("kinds")).toEqual([[kind]]);
  await world.publishVersion(1);
  expect(await values("kind")).toEqual([kind]);
  expect(await world.drift()).toEqual([]);
});

test("a required list comes back by way of a text, with the option that was cleared", async () => {
  await start({ labels: several("a", "b", "c") }, ["labels"]);
  await world.make("thing", { name: "a", labels: ["c"] });
  await world.make("thing", { name: "b", labels: ["a"] });
  await edit({ labels: several("a", "b") });
  await world.publish({ "options.thing.labels": "clear" });
  await edit({ labels: text });
  await world.publish();
  expect(obstacles(await world.planVersion(1))).toEqual([["options_restored", 1, false]]);
  await world.publishVersion(1);
  expect(await values("labels")).toEqual([["c"], ["a"]]);
});

test("what a required text comes back to is no empty value", async () => {
  await start({ value: text }, ["value"]);
  await world.make("thing", { name: "a", value: "abc" });
  await world.make("thing", { name: "b", value: "7" });
  await edit({ value: integer });
  await world.publish({ "convert.thing.value": "keep_unconverted" });
  expect(obstacles(await world.planVersion(1))).toEqual([]);
  await world.make("thing", { name: "c" });
  expect(obstacles(await world.planVersion(1))).toEqual([["field_required", 1, true]]);
  await world.publishVersion(1, { "fill.thing.value": "none" });
  expect(await values("value")).toEqual(["abc", "7", "none"]);
});

test.each([
  ["a decimal", { $ref: "tenon:decimal", scale: 2, enum: ["1.50", "2.00"] }, "2.00", "1.50"],
  ["values of several types", { enum: ["a", "b", 1] }, "b", "a"],
])("%s loses one of the values it may have", async (_, schema, gone, left) => {
  await start({ value: schema });
  await world.make("thing", { name: "a", value: gone });
  await world.make("thing", { name: "b", value: left });
  await edit({ value: { ...schema, enum: schema.enum.filter((value) => value !== gone) } });
  expect(obstacles(await world.plan())).toEqual([["field_changed", 1, false]]);
});

test("options of a set come back by way of a text and a number", async () => {
  await start({});
  const options = [{ const: "red" }, { const: "3" }];
  const set = { name: "level", options };
  expect((await world.call("PUT", "/metadata/drafts/options/level", set)).status).toBe(200);
  await world.edit("thing", ({ properties }) => {
    properties.level = { $ref: "options:level" };
    properties.levels = { type: "array", items: { $ref: "options:level" } };
  });
  await world.publish();
  await world.make("thing", { name: "a", level: "red", levels: ["red", "3"] });
  await world.make("thing", { name: "b", level: "3", levels: ["3"] });
  await edit({ level: text, levels: text });
  await world.publish();
  await edit({ level: integer, levels: integer });
  await world.publish({
    "convert.thing.level": "keep_unconverted",
    "convert.thing.levels": "keep_unconverted",
  });
  expect(await values("level")).toEqual([null, 3]);
  await world.publishVersion(2);
  expect(await values("level")).toEqual(["red", "3"]);
  expect(await values("levels")).toEqual([["red", "3"], ["3"]]);
});

test("a required list has no value where none converts, whatever other records hold", async () => {
  await start({ value: text }, ["value"]);
  await world.make("thing", { name: "a", value: "zzz" });
  await world.make("thing", { name: "b", value: "a" });
  await edit({ value: several("a", "b") }, ["value"]);
  const keep = { "convert.thing.value": "keep_unconverted" };
  expect(obstacles(await world.plan(keep))).toEqual([["field_type_changed", 1, true]]);
  await world.publish({ ...keep, "fill.thing.value": ["b"] });
  expect(await values("value")).toEqual([["b"], ["a"]]);
});

test("a text becomes a tree, and a lookup that was removed, where nothing stands in a ring", async () => {
  const parent = { $ref: "tenon:tree_parent" };
  await start({ above: text });
  const [a, b] = [
    await world.make("thing", { name: "A", above: "B" }),
    await world.make("thing", { name: "B", above: "A" }),
  ];
  await world.make("thing", { name: "C", above: "A" });
  await edit({ above: parent });
  expect(obstacles(await world.plan())).toEqual([["field_type_changed", 2, true]]);
  await world.call("PATCH", `/records/thing/${b}`, { above: null });
  expect(obstacles(await world.plan())).toEqual([]);
  await edit({ above: lookupTo("thing") });
  await world.publish();
  await world.call("PATCH", `/records/thing/${b}`, { above: a });
  const withLookup = await world.content("thing");
  await world.edit("thing", ({ properties }) => {
    delete properties.above;
  });
  await world.publish();
  await world.put("thing", {
    ...withLookup,
    properties: {
      ...withLookup.properties,
      above: { ...parent, id: withLookup.properties.above?.id },
    },
  });
  expect(obstacles(await world.plan())).toEqual([["field_changed", 2, true]]);
});
