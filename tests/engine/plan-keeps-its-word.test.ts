/** A plan that says it is ready can be carried out; what an answer leaves in the way, it says. */
import { afterEach, expect, test } from "vitest";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

type Properties = Readonly<Record<string, Record<string, unknown>>>;
type Content = {
  properties: Record<string, Record<string, unknown>>;
  required?: string[];
  unique?: string[][];
};

interface Word {
  readonly name: string;
  readonly properties: Properties;
  readonly required?: readonly string[];
  /** Records that are there. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  edit(content: Content): void;
  readonly answers?: Readonly<Record<string, unknown>>;
  /** The change that something stands against, and how many records; null: nothing does. */
  readonly against: readonly [change: string, count: number] | null;
  /** What the plan asks, if not what is answered. */
  readonly asked?: readonly string[];
}

const text = { type: "string" };
const level = { enum: ["a", "b", "c"] };
const levels = { type: "array", uniqueItems: true, items: level };
const narrower = (content: Content) => {
  content.properties.x = { ...content.properties.x, enum: ["a", "b"] };
};
const retyped = (content: Content, schema: Record<string, unknown>) => {
  content.properties.x = { id: content.properties.x?.id, ...schema };
};

const words: readonly Word[] = [
  {
    name: "a required choice is cleared",
    properties: { x: level },
    required: ["x"],
    records: [{ x: "c" }, { x: "a" }],
    edit: narrower,
    answers: { "options.thing.x": "clear" },
    against: ["options_removed.thing.x", 1],
  },
  {
    name: "nothing is left of required choices",
    properties: { x: levels },
    required: ["x"],
    records: [{ x: ["c"] }, { x: ["a", "c"] }],
    edit: (content) => {
      content.properties.x = { ...content.properties.x, items: { enum: ["a", "b"] } };
    },
    answers: { "options.thing.x": "clear" },
    against: ["options_removed.thing.x", 1],
  },
  {
    name: "a choice is cleared and becomes required",
    properties: { x: level },
    records: [{ x: "c" }, { x: "a" }],
    edit: (content) => {
      narrower(content);
      content.required = ["x"];
    },
    answers: { "options.thing.x": "clear" },
    against: ["field_required.thing.x", 1],
    asked: ["options.thing.x", "fill.thing.x"],
  },
  {
    name: "what is cleared is filled",
    properties: { x: level },
    records: [{ x: "c" }, {}],
    edit: (content) => {
      narrower(content);
      content.required = ["x"];
    },
    answers: { "options.thing.x": "clear", "fill.thing.x": "a" },
    against: null,
  },
  {
    name: "a unique choice is replaced by one that is there",
    properties: { x: { ...level, unique: true } },
    records: [{ x: "a" }, { x: "c" }],
    edit: narrower,
    answers: { "options.thing.x": "replace:a" },
    against: ["unique_key_kept.thing.x", 2],
  },
  {
    name: "a unique choice is replaced by one that nobody has",
    properties: { x: { ...level, unique: true } },
    records: [{ x: "a" }, { x: "c" }],
    edit: narrower,
    answers: { "options.thing.x": "replace:b" },
    against: null,
  },
  {
    name: "one value for two records where it is unique",
    properties: { x: { ...text, unique: true } },
    records: [{}, {}],
    edit: (content) => {
      content.required = ["x"];
    },
    answers: { "fill.thing.x": "v" },
    against: ["unique_key_kept.thing.x", 2],
  },
  {
    name: "one default for two records where a new value is unique",
    properties: {},
    records: [{}, {}],
    edit: (content) => {
      content.properties.x = { ...text, unique: true, default: "v" };
      content.required = ["x"];
    },
    against: ["unique_key_kept.thing.x", 2],
  },
  {
    name: "a key of a new value and one that repeats",
    properties: { b: text },
    records: [{ b: "1" }, { b: "1" }, { b: "2" }],
    edit: (content) => {
      content.properties.x = { ...text, default: "v" };
      content.required = ["x"];
      content.unique = [["x", "b"]];
    },
    against: ["unique_key_added.thing.x.b", 2],
  },
  {
    name: "a required value that does not convert is left empty",
    properties: { x: text },
    required: ["x"],
    records: [{ x: "abc" }, { x: "12" }],
    edit: (content) => retyped(content, { type: "integer" }),
    answers: { "convert.thing.x": "keep_unconverted" },
    against: ["field_type_changed.thing.x", 1],
  },
  {
    name: "a required value that does not convert is filled",
    properties: { x: text },
    required: ["x"],
    records: [{ x: "abc" }, { x: "12" }],
    edit: (content) => retyped(content, { type: "integer" }),
    answers: { "convert.thing.x": "keep_unconverted", "fill.thing.x": "7" },
    against: null,
  },
  {
    name: "a default that is empty for a record",
    properties: { b: { type: "integer" } },
    records: [{ b: 1 }, {}],
    edit: (content) => {
      content.properties.x = { type: "integer", default: { expression: "b + 1" } };
      content.required = ["x"];
    },
    against: ["field_added.thing.x", 1],
  },
  {
    name: "a default that every record has",
    properties: { b: { type: "integer" }, x: { type: "integer" } },
    records: [{ b: 1, x: 5 }, { b: 2 }],
    edit: (content) => {
      content.properties.x = { ...content.properties.x, default: { expression: "b + 1" } };
      content.required = ["x"];
    },
    against: null,
  },
];

let server: TestServer;
const { call, get, make } = callsOf(() => server);
afterEach(() => server.stop());

async function draft(name: string, edit: (content: Content) => void): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find((document) => document.name === name)?.published;
  const content = structuredClone(published) as unknown as Content;
  edit(content);
  const saved = await call("PUT", `/metadata/drafts/object/${name}`, content);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

const planned = async (answers: Readonly<Record<string, unknown>>) =>
  (await call("POST", "/metadata/plan", { answers })).body as PublishPlan;

test.each(words)("$name", async (word) => {
  const { properties, required, records, edit, answers = {}, against, asked } = word;
  const more = required === undefined ? {} : { required };
  const thing = objectDocument("thing", { name: text, ...properties }, more);
  server = await startTestServer({ documents: [thing] });
  for (const record of records) await make("thing", { name: "n", ...record });
  await draft("thing", edit);
  const plan = await planned(answers);
  expect(plan.problems).toEqual([]);
  const blocking = plan.changes.filter(({ obstacles }) => obstacles?.blocking === true);
  expect(blocking.map(({ id, obstacles }) => [id, obstacles?.count])).toEqual(
    against === null ? [] : [against],
  );
  expect(plan.ready).toBe(against === null);
  if (asked !== undefined) expect(plan.questions.map(({ id }) => id)).toEqual(asked);
  const published = await call("POST", "/metadata/publish", { answers });
  expect(published.status, JSON.stringify(published.body)).toBe(against === null ? 200 : 409);
});

test("records are called by the title that the same publish gives them", async () => {
  server = await startTestServer({
    documents: [
      objectDocument("customer", { code: text, other: text }, { record_title: "code" }),
      objectDocument("thing", { x: { $ref: "tenon:lookup", target: "customer" } }),
    ],
  });
  for (const other of ["Acme", null])
    await make("thing", { x: await make("customer", { code: "12", other }) });
  await draft("customer", (content) => Object.assign(content, { record_title: "other" }));
  await draft("thing", (content) => retyped(content, text));
  const plan = await planned({});
  expect(plan).toMatchObject({ ready: false, questions: [{ id: "convert.thing.x" }] });
  const change = plan.changes.find(({ kind }) => kind === "field_type_changed");
  expect(change?.obstacles?.count).toBe(1);
  const answers = { "convert.thing.x": "keep_unconverted" };
  expect((await call("POST", "/metadata/publish", { answers })).status).toBe(200);
});
