/** Out of the recycle bin: values that only the engine writes, and that their fields do not hold now. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemsOf } from "../support/calls.ts";
import { type Content, type PublishWorld, startPublishWorld, text } from "./publish-world.ts";

const steps = [
  { name: "close", from: ["draft"], to: "closed" },
  { name: "archive", from: ["draft"], to: "archived" },
];
const options = (...values: string[]) => ({ enum: values, default: values[0] });
const states = options("draft", "closed", "archived");
const marked = { enum: ["new", "old"], readOnly: true, default: "new" };
const lines = (mark: object) => ({
  type: "array",
  items: { type: "object", required: ["mark"], properties: { what: text, mark } },
});
const order = (required: readonly string[]) => ({
  properties: { name: text, state: states },
  required,
  lifecycle: { field: "state", transitions: steps },
});

let world: PublishWorld;
let ids: Readonly<Record<string, string>>;
const restore = (object: string, values?: object) =>
  world.call("POST", `/records/${object}/${ids[object]}/restore`, values);

beforeAll(async () => {
  world = await startPublishWorld({
    order: order([]),
    bound: order(["state"]),
    thing: { properties: { name: text, lines: lines(marked), mark: marked }, required: ["mark"] },
  });
  ids = {
    order: await world.make("order", { name: "a" }),
    bound: await world.make("bound", { name: "a" }),
    thing: await world.make("thing", { name: "a", lines: [{ what: "x" }, { what: "y" }] }),
  };
  for (const object of ["order", "bound"]) {
    const step = `/records/${object}/${ids[object]}/transitions/archive`;
    expect((await world.call("POST", step, {})).status).toBe(200);
  }
  for (const [object, id] of Object.entries(ids))
    expect((await world.call("DELETE", `/records/${object}/${id}`)).status).toBe(204);
  for (const object of ["order", "bound"])
    await world.edit(object, (content) => {
      become(content.properties, "state", options("draft", "closed"));
      content.lifecycle = { field: "state", transitions: steps.slice(0, 1) };
    });
  await world.edit("thing", (content) => {
    const { items } = content.properties.lines as unknown as { items: Content };
    for (const properties of [content.properties, items.properties])
      become(properties, "mark", { ...marked, enum: ["fresh", "old"], default: "fresh" });
  });
  await world.publish();
});
afterAll(() => world.stop());

const become = (properties: Content["properties"], field: string, schema: object) => {
  properties[field] = { ...schema, id: properties[field]?.id };
};

test.each(["order", "bound"])(
  "a state that is none any more is named, and the initial one comes on request: %s",
  async (object) => {
    const refused = await restore(object);
    expect(refused.status).toBe(422);
    expect(problemsOf(refused)).toEqual(["former_value_gone /state"]);
    expect(JSON.stringify(refused.body)).toContain("archived");
    expect(problemsOf(await restore(object, { state: "closed" }))).toEqual([
      "state_by_transition /state",
    ]);
    const back = await restore(object, { state: null });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    expect(back.body).toMatchObject({ name: "a", state: "draft" });
    const history = await world.get(`/records/${object}/${ids[object]}/history`);
    expect(JSON.stringify(history.body)).toContain('{"before":"archived","after":"draft"}');
  },
);

test("values of rows are named in their rows, and others come with other rows", async () => {
  const refused = await restore("thing");
  expect(problemsOf(refused).toSorted()).toEqual([
    "former_value_gone /lines/0/mark",
    "former_value_gone /lines/1/mark",
    "former_value_gone /mark",
  ]);
  const back = await restore("thing", { mark: null, lines: [{ what: "z" }] });
  expect(back.body).toMatchObject({ mark: "fresh", lines: [{ what: "z", mark: "fresh" }] });
});

test("what still fits cannot be given up", async () => {
  const id = await world.make("thing", { name: "b" });
  await world.call("DELETE", `/records/thing/${id}`);
  const path = `/records/thing/${id}/restore`;
  expect(problemsOf(await world.call("POST", path, { mark: null }))).toEqual(["read_only /mark"]);
  expect((await world.call("POST", path)).body).toMatchObject({ mark: "fresh" });
});
