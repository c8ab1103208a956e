/** Several records become one lookup, and several again: every link comes back that nobody replaced. */
import { afterEach, expect, test } from "vitest";
import type { OpenConversions, RemovedThings } from "../../metadata/wire.ts";
import { listOf, lookupTo, type PublishWorld, startPublishWorld, text } from "./publish-world.ts";

let world: PublishWorld;
afterEach(() => world.stop());

async function start(more: Record<string, unknown> = {}): Promise<readonly string[]> {
  world = await startPublishWorld({
    person: { properties: { name: text } },
    task: {
      properties: { name: text, who: listOf("person") },
      ...more,
    },
  });
  const made: string[] = [];
  for (const name of ["a", "b", "c"]) made.push(await world.make("person", { name }));
  return made;
}

const keep = { "convert.task.who": "keep_unconverted" };

const becomeOne = (more: Record<string, unknown> = {}) =>
  world.edit("task", ({ properties }) => {
    properties.who = { id: Object(properties.who).id, ...lookupTo("person", more) };
  });

const held = async (record: string) => {
  const { body } = await world.get(`/records/task/${record}?fields=who`);
  return Object(body).who;
};

const listed = async () =>
  ((await world.get("/metadata/conversions")).body as OpenConversions).data;
const kept = async () => ((await world.get("/metadata/removed")).body as RemovedThings).data;
const expectInOrder = async () => {
  expect(await world.drift()).toEqual([]);
  const tables = await world.rows(
    `select relname from pg_class where relnamespace = 'w_demo'::regnamespace and relname like '$%'`,
  );
  expect(tables).toEqual([]);
};

test("several become one where they are one, the rest is asked about, kept and comes back", async () => {
  const [a = "", b = "", c = ""] = await start();
  const none = await world.make("task", { name: "none" });
  const one = await world.make("task", { name: "one", who: [a] });
  const two = await world.make("task", { name: "two", who: [b, a] });
  const three = await world.make("task", { name: "three", who: [c, b, a] });
  await becomeOne();
  const { ready, questions, changes } = await world.plan();
  expect([ready, questions.map(({ id }) => id)]).toEqual([false, Object.keys(keep)]);
  expect(changes[0]?.obstacles).toMatchObject({
    count: 2,
    blocking: true,
    samples: [{ id: two, title: "two" }, { id: three }],
  });
  await world.publish(keep);
  await expectInOrder();
  expect(await Promise.all([none, one, two, three].map((id) => held(id)))).toEqual([
    null,
    a,
    null,
    null,
  ]);
  expect(await listed()).toMatchObject([
    {
      count: 2,
      values: [
        { record: two, value: [b, a] },
        { record: three, value: [c, b, a] },
      ],
    },
  ]);
  await world.call("PATCH", `/records/task/${two}`, { who: c });
  await world.call("PATCH", `/records/task/${one}`, { name: "touched" });
  expect((await listed())[0]?.count).toBe(1);
  await world.publishVersion(1);
  await expectInOrder();
  expect(await Promise.all([none, one, two, three].map((id) => held(id)))).toEqual([
    [],
    [a],
    [c],
    [c, b, a],
  ]);
  expect((await kept()).map(({ kind }) => kind)).toEqual(["former"]);
});

test("a lookup that became several is one again, and several with all that came meanwhile", async () => {
  world = await startPublishWorld({
    person: { properties: { name: text } },
    task: { properties: { name: text, who: lookupTo("person", { on_delete: "restrict" }) } },
  });
  const [a = "", b = "", c = ""] = await Promise.all(
    ["a", "b", "c"].map((name) => world.make("person", { name })),
  );
  const left = await world.make("task", { name: "left", who: a });
  const more = await world.make("task", { name: "more", who: a });
  await world.edit("task", ({ properties }) => {
    properties.who = { id: Object(properties.who).id, ...listOf("person") };
  });
  await world.publish();
  await world.call("PATCH", `/records/task/${more}`, { who: [c, b] });
  await world.publishVersion(1, keep);
  await expectInOrder();
  expect(await Promise.all([left, more].map((id) => held(id)))).toEqual([a, null]);
  expect(await kept()).toHaveLength(1);
  const held409 = await world.call("DELETE", `/records/person/${a}`);
  expect(held409.status).toBe(409);
  // What is kept hidden holds nobody back, and what went does not come back.
  expect((await world.call("DELETE", `/records/person/${c}`)).status).toBe(204);
  await world.publishVersion(2);
  await expectInOrder();
  expect(await Promise.all([left, more].map((id) => held(id)))).toEqual([[a], [b]]);
  expect(await kept()).toHaveLength(1);
});

test("a required lookup asks for a record for lists of none and of several", async () => {
  const [a = "", b = ""] = await start({ required: ["who"] });
  const two = await world.make("task", { name: "two", who: [a, b] });
  const none = await world.make("task", { name: "none", who: [b] });
  await world.rows(`delete from w_demo."task$who" where "_parent" = '${none}'`);
  await becomeOne();
  const { changes } = await world.plan(keep);
  expect(changes[0]?.obstacles).toMatchObject({ count: 2, blocking: true });
  const answers = { ...keep, "fill.task.who": b };
  expect((await world.plan(answers)).ready).toBe(true);
  await world.publish(answers);
  await expectInOrder();
  expect(await Promise.all([two, none].map((id) => held(id)))).toEqual([b, b]);
  await world.publishVersion(1);
  expect(await Promise.all([two, none].map((id) => held(id)))).toEqual([[a, b], [b]]);
});

test("lists of the same one stand against a lookup that is unique", async () => {
  const [a = "", b = ""] = await start();
  for (const who of [[a], [a], [b], [a, b]]) await world.make("task", { name: "t", who });
  await becomeOne({ unique: true });
  const { ready, changes } = await world.plan(keep);
  expect(ready).toBe(false);
  expect(
    changes.flatMap(({ kind, obstacles }) =>
      obstacles?.blocking ? [[kind, obstacles.count]] : [],
    ),
  ).toEqual([["field_unique", 2]]);
});

test("a list becomes a lookup while it and its objects are renamed, and when it comes back", async () => {
  const [a = ""] = await start();
  const one = await world.make("task", { name: "one", who: [a] });
  await becomeOne();
  const draft = await world.draft("task");
  const { who, ...rest } = draft.properties;
  await world.remove("task");
  await world.put("job", { ...draft, name: "job", properties: { ...rest, doer: who } });
  await world.publish();
  await expectInOrder();
  expect((await world.get(`/records/job/${one}?fields=doer`)).body).toMatchObject({ doer: a });
  await world.publishVersion(1);
  await expectInOrder();
  expect(await held(one)).toEqual([a]);
  await world.edit("task", ({ properties }) => {
    delete properties.who;
  });
  await world.publish();
  await world.publishVersion(2);
  await expectInOrder();
  expect((await world.get(`/records/job/${one}?fields=doer`)).body).toMatchObject({ doer: a });
});

test("an object comes back with a lookup instead of its list, and kept links are let go", async () => {
  const [a = "", b = ""] = await start();
  const one = await world.make("task", { name: "one", who: [a] });
  const two = await world.make("task", { name: "two", who: [a, b] });
  await becomeOne();
  const changed = await world.draft("task");
  await world.remove("task");
  await world.publish();
  await world.put("task", changed);
  await world.publish(keep);
  expect(await world.drift()).toEqual([]);
  expect(await Promise.all([one, two].map((id) => held(id)))).toEqual([a, null]);
  const [first] = await listed();
  await world.call("DELETE", `/metadata/conversions/${first?.id}/records/${two}`);
  expect((await listed())[0]?.count).toBe(0);
  for (const { id } of await kept()) await world.call("DELETE", `/metadata/removed/${id}`);
  const hidden = await world.rows(
    `select attname from pg_attribute where attrelid = 'w_demo.task'::regclass and attname like '$%' and not attisdropped`,
  );
  expect(hidden).toEqual([]);
  await world.publishVersion(1);
  expect(await Promise.all([one, two].map((id) => held(id)))).toEqual([[a], []]);
});

test("a removed list comes back as a lookup to the one record that is left of it", async () => {
  const [a = "", b = "", c = ""] = await start();
  const one = await world.make("task", { name: "one", who: [a, b] });
  const none = await world.make("task", { name: "none", who: [a] });
  const { who } = (await world.content("task")).properties;
  await world.edit("task", ({ properties }) => {
    delete properties.who;
  });
  await world.publish();
  expect((await world.call("DELETE", `/records/person/${a}`)).status).toBe(204);
  await world.edit("task", ({ properties }) => {
    properties.who = { id: Object(who).id, ...lookupTo("person", { unique: true }) };
  });
  await world.publish();
  await expectInOrder();
  expect(await Promise.all([one, none].map((id) => held(id)))).toEqual([b, null]);
  await world.call("PATCH", `/records/task/${none}`, { who: c });
  await world.publishVersion(1);
  expect(await Promise.all([one, none].map((id) => held(id)))).toEqual([[b], [c]]);
});

test("several are no parent in a tree, and no records of another object", async () => {
  world = await startPublishWorld({
    person: { properties: { name: text } },
    task: { properties: { name: text, others: listOf("task") } },
  });
  for (const others of [{ $ref: "tenon:tree_parent" }, lookupTo("person")]) {
    await world.edit("task", ({ properties }) => {
      properties.others = { id: Object(properties.others).id, ...others };
    });
    expect((await world.plan()).problems).toMatchObject([{ code: "type_change_loses_values" }]);
  }
});
