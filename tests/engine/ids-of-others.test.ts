/** A stable id names one thing: what has it already, published or hidden, is named. */
import { afterEach, expect, test } from "vitest";
import { type PublishWorld, startPublishWorld, text } from "./publish-world.ts";

let world: PublishWorld;
afterEach(() => world.stop());

const lines = { type: "array", items: { type: "object", properties: { note: text } } };

async function start() {
  world = await startPublishWorld({
    one: { properties: { name: text, code: { ...text, unique: true }, plain: text, lines } },
    other: { properties: { name: text } },
  });
  return (await world.content("one")).properties;
}

const problemsNow = async () =>
  (await world.plan()).problems.map(({ code, path, params }) => [code, path, params]);

const take = (names: readonly string[], properties: Readonly<Record<string, unknown>>) =>
  world.edit("other", (content) => {
    for (const name of names) content.properties[name] = Object(properties[name]);
  });

const refused = (properties: Readonly<Record<string, unknown>>) => {
  const [code, all] = [Object(properties.code), Object(properties.lines)];
  return [
    ["id_repeated", "/properties/code/id", { id: code.id, other: "one.code" }],
    ["id_repeated", "/properties/lines/id", { id: all.id, other: "one.lines" }],
    ["id_repeated", "/properties/lines/items/id", { id: all.items.id, other: "one.lines" }],
    [
      "id_repeated",
      "/properties/lines/items/properties/note/id",
      { id: all.items.properties.note.id, other: "one.lines.note" },
    ],
  ];
};

test("a field of another object has its id, while it is there and when it is removed", async () => {
  const properties = await start();
  await take(["code", "lines"], properties);
  expect(await problemsNow()).toEqual(refused(properties));
  await world.edit("one", (content) => {
    for (const name of ["code", "plain", "lines"]) delete content.properties[name];
  });
  expect(await problemsNow()).toEqual(refused(properties));
  await world.call("DELETE", "/metadata/drafts/object/other?discard=true");
  await world.publish();
  await take(["code", "lines"], properties);
  expect(await problemsNow()).toEqual(refused(properties));
  await world.call("DELETE", "/metadata/drafts/object/other?discard=true");
  await world.edit("one", (content) => {
    for (const name of ["code", "lines"]) content.properties[name] = Object(properties[name]);
  });
  await world.publish();
  expect(await world.drift()).toEqual([]);
  const left = (await world.get("/metadata/removed")).body;
  expect(left).toMatchObject({ data: [{ field: "plain" }] });
});

test("fields of a removed object keep their ids", async () => {
  const properties = await start();
  await world.remove("one");
  await world.publish();
  await take(["code", "lines"], properties);
  expect(await problemsNow()).toEqual(refused(properties));
});

test("child rows come back under the id that they had", async () => {
  const properties = await start();
  await world.edit("one", (content) => {
    delete content.properties.lines;
  });
  await world.publish();
  const { id, items } = Object(properties.lines);
  await world.edit("one", (content) => {
    content.properties.lines = { ...lines, id };
  });
  expect(await problemsNow()).toEqual([
    ["rows_id_changed", "/properties/lines/items/id", { field: "lines", id: items.id }],
  ]);
  await world.edit("one", (content) => {
    content.properties.lines = { ...lines, id, items: { ...lines.items, id: items.id } };
  });
  await world.publish();
  expect(await world.drift()).toEqual([]);
});

test("child rows keep the id that they have", async () => {
  const properties = await start();
  const { id, items } = Object(properties.lines);
  await world.edit("one", (content) => {
    content.properties.rows = { ...lines, id, items: { ...items, id: "otherother" } };
    delete content.properties.lines;
  });
  expect(await problemsNow()).toEqual([
    ["rows_id_changed", "/properties/rows/items/id", { field: "rows", id: items.id }],
  ]);
  await world.edit("one", (content) => {
    const { id: _left, ...others } = items;
    delete content.properties.lines;
    content.properties.rows = { ...lines, id, items: others };
  });
  await world.publish();
  expect((await world.content("one")).properties.rows).toMatchObject({ items: { id: items.id } });
});
