/** Values that a field had before come back by whatever way it went on, and nothing entered is lost. */
import { afterEach, expect, test } from "vitest";
import { findDrift } from "../../engine/publish/drift.ts";
import type {
  DesignerDocuments,
  OpenConversions,
  PublishPlan,
  RemovedThings,
} from "../../metadata/wire.ts";
import { callsOf, dataOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

type Schema = Record<string, unknown>;

let server: TestServer;
const { call, get, make } = callsOf(() => server);
afterEach(() => server.stop());

const start = async (
  ...objects: readonly (readonly [name: string, properties: Record<string, Schema>])[]
) => {
  server = await startTestServer({
    documents: objects.map(([name, properties]) => objectDocument(name, properties)),
  });
};
const text = { type: "string" };
const whole = { type: "integer" };
const decimal = { $ref: "tenon:decimal", precision: 18, scale: 2 };
const keep = { "convert.thing.value": "keep_unconverted" };
const lookup = (target: string) => ({ $ref: "tenon:lookup", target });

/** The field `value` of `thing` is published as this. */
async function become(schema: Schema, answers: Record<string, string> = {}): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === "thing")?.published;
  const content = structuredClone(published) as { properties: Record<string, Schema> };
  content.properties.value = { ...schema, id: content.properties.value?.id };
  expect((await call("PUT", "/metadata/drafts/object/thing", content)).status).toBe(200);
  const answer = await call("POST", "/metadata/publish", { answers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function goBack(answers: Record<string, string> = {}): Promise<void> {
  const answer = await call("POST", "/metadata/versions/1/publish", { answers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await expectInOrder();
}

/** Tables are as the models say, and what is hidden is listed. */
async function expectInOrder(): Promise<void> {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  expect(await findDrift(server.services.database, catalog)).toEqual([]);
  const { rows } = await server.services.database.run({
    text: `select attname from pg_attribute where attrelid = 'w_demo.thing'::regclass and attname like '$%' and not attisdropped`,
    values: [],
  });
  const hidden = rows.map(([name]) => String(name));
  const remembering = hidden.filter((name) => name.startsWith("$became_"));
  const { data } = (await get("/metadata/removed")).body as RemovedThings;
  expect(hidden.length - remembering.length).toBe(data.length);
  for (const name of remembering) expect(hidden).toContain(name.replace("$became_", "$former_"));
}

const values = async () =>
  dataOf(await get("/records/thing?fields=value&sort=name")).map(({ value }) => value);
const listed = async () =>
  ((await get("/metadata/conversions")).body as OpenConversions).data.map((open) =>
    open.values.map(({ value }) => value),
  );

/** Rows that make the table a large one. */
async function makeMany(count: number, columns: string, values: string): Promise<void> {
  const { database } = server.services;
  await database.run({
    text: `insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision", ${columns})
      select gen_random_uuid(), now(), now(), 1, ${values} from generate_series(1, ${count}) as n`,
    values: [],
  });
  await database.run({ text: `analyze "w_demo"."thing"`, values: [] });
}
const many = 20_001;
const count = async (condition: string) =>
  Number(
    (
      await server.services.database.run({
        text: `select count(*) from "w_demo"."thing" where ${condition}`,
        values: [],
      })
    ).rows[0]?.[0],
  );

test("a text that was no whole number comes back by way of a decimal, where nobody wrote another", async () => {
  await start(["thing", { name: text, value: text }]);
  for (const [name, value] of [
    ["1", "5.5"],
    ["2", "7"],
    ["3", "8.5"],
  ])
    await make("thing", { name, value });
  await become(whole, keep);
  await become(decimal);
  expect(await values()).toEqual([null, "7.00", null]);
  expect(await listed()).toEqual([["5.5", "8.5"]]);
  const third = dataOf(await get('/records/thing?filter=name == "3"'))[0]?.id;
  await call("PATCH", `/records/thing/${third}`, { value: "9" });
  expect(await listed()).toEqual([["5.5"]]);
  await goBack();
  expect(await values()).toEqual(["5.5", "7", "9.00"]);
});

test("a decimal that was no whole number comes back by way of an amount of money", async () => {
  await start(["thing", { name: text, value: decimal }]);
  await make("thing", { name: "1", value: "2.5" });
  await become(whole, keep);
  await become({ $ref: "tenon:money", scale: 2 });
  await goBack();
  expect(await values()).toEqual(["2.50"]);
});

test.each([1, many])(
  "lookups of %i records come back by way of two other objects",
  async (rows) => {
    await start(
      ["first", { name: text }],
      ["second", { name: text }],
      ["third", { name: text }],
      ["thing", { name: text, value: lookup("first") }],
    );
    const target = await make("first", { name: "a" });
    await makeMany(rows, `"name", "value"`, `'t' || n, '${target}'`);
    await become(lookup("second"), keep);
    await become(lookup("third"), rows === 1 ? {} : keep);
    expect(await count(`"value" is null`)).toBe(rows);
    await goBack();
    expect(await count(`"value" = '${target}'`)).toBe(rows);
  },
);

test("a lookup comes back from the text that its record and another one are called by", async () => {
  await start(["first", { name: text }], ["thing", { name: text, value: lookup("first") }]);
  const value = await make("first", { name: "Acme" });
  await make("first", { name: "Acme" });
  await make("thing", { name: "1", value });
  await become(text);
  await goBack();
  expect(await count(`"value" = '${value}'`)).toBe(1);
});

/** `second` takes the title that `first` had. */
async function swapTitles(first: string, second: string, title: string): Promise<void> {
  await call("PATCH", `/records/first/${first}`, { name: "renamed" });
  await call("PATCH", `/records/first/${second}`, { name: title });
}

test.each([3, many])(
  "%i lookups come back from texts that nobody wrote, whatever records are called by then",
  async (rows) => {
    await start(["first", { name: text }], ["thing", { name: text, value: lookup("first") }]);
    const acme = await make("first", { name: "Acme" });
    const other = await make("first", { name: "Other" });
    const gone = await make("first", { name: "Gone" });
    const untitled = await make("first", {});
    await makeMany(rows, `"name", "value"`, `'t' || n, '${acme}'`);
    await make("thing", { name: "touched", value: acme });
    await make("thing", { name: "written", value: acme });
    await make("thing", { name: "gone", value: gone });
    await make("thing", { name: "untitled", value: untitled });
    await make("thing", { name: "empty" });
    await become(text, keep);
    await expectInOrder();
    const named = async (name: string) =>
      `/records/thing/${dataOf(await get(`/records/thing?filter=name == "${name}"`))[0]?.id}`;
    await call("PATCH", await named("touched"), { name: "touched since" });
    await call("PATCH", await named("written"), { value: "Other" });
    await swapTitles(acme, other, "Acme");
    await call("PATCH", `/records/first/${untitled}`, { name: "titled" });
    await call("DELETE", `/records/first/${gone}`);
    const { changes } = (await call("POST", "/metadata/versions/1/plan", {})).body as PublishPlan;
    // What was written names nobody now, nor what was called after a record that went.
    expect(changes.map(({ obstacles }) => obstacles?.count)).toEqual([2]);
    await goBack(keep);
    expect(await count(`"value" = '${acme}'`)).toBe(rows + 1);
    expect(await count(`"value" = '${untitled}' and "name" = 'untitled'`)).toBe(1);
    expect(await count(`"value" is null and "name" in ('written', 'gone', 'empty')`)).toBe(3);
    expect((await listed()).flat().sort()).toEqual(["Gone", "Other"]);
    if (rows === many) return;
    await become(text, keep);
    expect(await count(`"value" = 'Acme'`)).toBe(rows + 1);
    expect(await count(`"value" = 'Other' and "name" = 'written'`)).toBe(1);
  },
);

test("texts come back from lookups that nobody wrote, whatever records are called by then", async () => {
  await start(["first", { name: text }], ["thing", { name: text, value: text }]);
  const acme = await make("first", { name: "Acme" });
  const other = await make("first", { name: "Other" });
  const gone = await make("first", { name: "Gone" });
  for (const value of ["Acme", " Other ", "Late", "Gone", "Cleared"])
    await make("thing", { name: value, value });
  await make("first", { name: "Cleared" });
  await become(lookup("first"), keep);
  await swapTitles(acme, other, "Acme");
  await call("DELETE", `/records/first/${gone}`);
  await make("first", { name: "Late" });
  expect(await listed()).toEqual([["Late"]]);
  const [cleared] = dataOf(await get(`/records/thing?filter=name == "Cleared"`));
  await call("PATCH", `/records/thing/${cleared?.id}`, { value: null });
  await goBack();
  expect(await values()).toEqual([" Other ", "Acme", null, "Gone", "Late"]);
});

test("lookups come back by way of a text and a formula, but for a text that was written", async () => {
  await start(["first", { name: text }], ["thing", { name: text, value: lookup("first") }]);
  const acme = await make("first", { name: "Acme" });
  await make("thing", { name: "1", value: acme });
  await make("thing", { name: "2", value: acme });
  await become(text);
  const [second] = dataOf(await get(`/records/thing?filter=name == "2"`));
  await call("PATCH", `/records/thing/${second?.id}`, { value: "mine" });
  await become({ ...text, formula: "name" });
  await call("PATCH", `/records/first/${acme}`, { name: "renamed" });
  await goBack(keep);
  expect(await values()).toEqual([acme, null]);
});

test.each([
  ["a lookup by way of a text, another lookup and that text", ["text", "second", "text"], "acme"],
  ["a text by way of a lookup, another one and that lookup", ["first", "second", "first"], "Acme"],
  ["a lookup by way of a text that is let go, and another lookup", ["text", "second"], "acme"],
])("%s comes back", async (name, by, was) => {
  const types: Record<string, Schema> = {
    text,
    first: lookup("first"),
    second: lookup("second"),
  };
  const own = was === "Acme" ? text : lookup("first");
  await start(
    ["first", { name: text }],
    ["second", { name: text }],
    ["thing", { name: text, value: own }],
  );
  const acme = await make("first", { name: "Acme" });
  const value = own === text ? was : acme;
  await make("thing", { name: "1", value });
  for (const type of by) await become(types[type] ?? text, keep);
  const { data } = (await get("/metadata/removed")).body as RemovedThings;
  if (name.includes("let go")) await call("DELETE", `/metadata/removed/${data[0]?.id}`);
  else await call("PATCH", `/records/first/${acme}`, { name: "renamed" });
  await goBack(keep);
  expect(await values()).toEqual([value]);
});

test("what a required lookup was filled with is what a text became", async () => {
  await start(["first", { name: text }], ["thing", { name: text, value: text }]);
  const filled = await make("first", { name: "Acme" });
  await make("thing", { name: "1", value: "nobody" });
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const content = structuredClone(
    all.documents.find(({ name }) => name === "thing")?.published,
  ) as {
    properties: Record<string, Schema>;
  };
  content.properties.value = { ...lookup("first"), id: content.properties.value?.id };
  await call("PUT", "/metadata/drafts/object/thing", { ...content, required: ["value"] });
  const answers = { ...keep, "fill.thing.value": filled };
  expect((await call("POST", "/metadata/publish", { answers })).status).toBe(200);
  await goBack();
  expect(await values()).toEqual(["nobody"]);
});

test("what is let go of a former lookup leaves nothing behind", async () => {
  await start(["first", { name: text }], ["thing", { name: text, value: lookup("first") }]);
  await become(text);
  const { data } = (await get("/metadata/removed")).body as RemovedThings;
  expect((await call("DELETE", `/metadata/removed/${data[0]?.id}`)).status).toBe(204);
  await expectInOrder();
});

test.each([
  ["of its own type", whole, 77],
  ["of another type", text, "mine"],
])(
  "what was entered comes back when the field was a formula meanwhile, %s",
  async (_, schema, value) => {
    await start(["thing", { name: text, count: whole, value: schema }]);
    await make("thing", { name: "1", count: 5, value });
    await make("thing", { name: "2", count: 6 });
    await become({ ...whole, formula: "count * 2" });
    expect(await values()).toEqual([10, 12]);
    await expectInOrder();
    await goBack();
    const computed = schema === text ? "12" : 12;
    expect(await values()).toEqual([value, computed]);
  },
);

test("a large table's stored field becomes a formula, and comes back", async () => {
  await start(["thing", { name: text, count: whole, value: whole }]);
  await makeMany(many, `"name", "count", "value"`, `'t' || n, n, case when n % 2 = 0 then 7 end`);
  await become({ ...whole, formula: "count * 2" });
  expect(await count(`"value" is distinct from "count" * 2`)).toBe(0);
  await expectInOrder();
  await goBack();
  expect(
    await count(`"value" is distinct from case when "count" % 2 = 0 then 7 else "count" * 2 end`),
  ).toBe(0);
});

test("what a formula gave is not kept when the field is stored and of another type", async () => {
  await start(["thing", { name: text, count: whole, value: { ...whole, formula: "count * 2" } }]);
  await make("thing", { name: "1", count: 5 });
  await become({ type: "string", format: "date" }, keep);
  expect(await values()).toEqual([null]);
  await expectInOrder();
});

test.each([
  [
    "a choice",
    { enum: ["low", "high"] },
    { enum: ["mid", "high"] },
    ["low", "high", "mid"],
    [null, "high", "mid"],
  ],
  [
    "a rating",
    { $ref: "tenon:rating", maximum: 5 },
    { $ref: "tenon:rating", maximum: 3 },
    ["3", "5", "1"],
    [3, null, 1],
  ],
])("%s that the field could not hold now stays on the list", async (_, first, then, texts, now) => {
  await start(["thing", { name: text, value: text }]);
  for (const [index, value] of texts.entries()) await make("thing", { name: String(index), value });
  await become(first, keep);
  await goBack();
  await become(then, keep);
  expect(await values()).toEqual(now);
  const open = texts.filter((__, index) => now[index] === null);
  // As the text that it was at first, and as what it was then.
  expect([...new Set((await listed()).flat().map(String))]).toEqual(open);
  await goBack();
  expect(await values()).toEqual(texts);
});
