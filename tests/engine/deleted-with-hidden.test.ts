/**
 * Records that are deleted and come back keep what waits hidden of them, whichever of deletion,
 * publish, way back and restoration comes first.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { findDrift } from "../../engine/publish/drift.ts";
import type { DesignerDocuments, OpenConversions, RemovedThings } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

type Schema = Record<string, unknown>;
interface Content {
  properties: Record<string, Schema>;
}

const text = { type: "string" };
const rowsOf = (properties: Record<string, Schema>) => ({
  type: "array",
  items: { type: "object", properties },
});
const kind = { $ref: "tenon:lookup", target: "kind" };
const decimal = { $ref: "tenon:decimal", precision: 18, scale: 4 };

let server: TestServer;
const { call, get, make } = callsOf(() => server);
let kinds: readonly string[];
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("kind", { name: text }),
      objectDocument("thing", {
        name: text,
        note: text,
        free: text,
        amount: decimal,
        secret: { $ref: "tenon:secret" },
        choices: { type: "array", items: { enum: ["a", "b"] }, uniqueItems: true },
        where: { $ref: "tenon:geo_point" },
        of: kind,
        main: kind,
        any: { $ref: "tenon:dynamic_lookup", targets: ["kind", "thing"] },
        linked: { type: "array", items: kind },
        lines: rowsOf({ code: text, note: text }),
        parts: rowsOf({ code: text, of: kind, below: rowsOf({ deep: text }) }),
      }),
    ],
  });
  kinds = [await make("kind", { name: "one" }), await make("kind", { name: "two" })];
});
afterEach(() => server.stop());

/** `amount` converts to fewer digits, or it does not. */
const whole = (amount = "1.2500") => ({
  name: "n",
  note: "007",
  free: "a note",
  amount,
  secret: "hush",
  choices: ["b", "a"],
  where: { latitude: "1.5", longitude: "2" },
  of: kinds[0],
  main: kinds[1],
  any: { object: "kind", id: kinds[1] },
  linked: [kinds[1], kinds[0]],
  lines: [
    { code: "01", note: "first" },
    { code: "02", note: "second" },
  ],
  parts: [{ code: "p", of: kinds[0], below: [{ deep: "x" }, { deep: "y" }] }],
});

async function publish(edit: (content: Content) => void, answers = {}): Promise<void> {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const published = all.documents.find(({ name }) => name === "thing")?.published;
  const content = structuredClone(published) as unknown as Content;
  edit(content);
  expect((await call("PUT", "/metadata/drafts/object/thing", content)).status).toBe(200);
  const answer = await call("POST", "/metadata/publish", { answers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function goBack(): Promise<void> {
  const answer = await call("POST", "/metadata/versions/1/publish", {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  expect(await findDrift(server.services.database, catalog)).toEqual([]);
}

const remove = async (id: string) =>
  expect((await call("DELETE", `/records/thing/${id}`)).status).toBe(204);

async function restore(id: string): Promise<void> {
  const answer = await call("POST", `/records/thing/${id}/restore`, {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

/** What a record says, without what tells it from others, and the secret that is stored. */
async function said(id: string): Promise<unknown> {
  const { body } = await get(`/records/thing/${id}`);
  const { rows } = await server.services.database.run({
    text: `select "secret" is not null from "w_demo"."thing" where "id" = $1`,
    values: [id],
  });
  const own = /^(id|amount|revision)$|_(at|by)$/;
  return JSON.parse(
    JSON.stringify([body, rows], (key, value) => (own.test(key) ? undefined : value)),
  );
}

const rowsIn = ({ properties }: Content, field: string) =>
  (properties[field] as { items: { properties: Record<string, Schema> } }).items.properties;

function withoutMost(content: Content): void {
  for (const field of Object.keys(content.properties))
    if (field !== "name" && field !== "lines") delete content.properties[field];
  delete rowsIn(content, "lines").note;
}

function otherTypes(content: Content): void {
  const become = (of: Record<string, Schema>, field: string, schema: Schema) => {
    of[field] = { ...schema, id: of[field]?.id };
  };
  become(content.properties, "note", { type: "integer" });
  become(content.properties, "free", { type: "integer" });
  become(content.properties, "amount", { ...decimal, scale: 1 });
  become(content.properties, "of", text);
  become(content.properties, "main", { type: "array", items: kind });
  become(content.properties, "linked", kind);
  become(rowsIn(content, "lines"), "code", { type: "integer" });
}

const keep = {
  "convert.thing.free": "keep_unconverted",
  "convert.thing.amount": "keep_unconverted",
  "convert.thing.linked": "keep_unconverted",
};

test.each([
  ["taken out", withoutMost, {}],
  ["of another type", otherTypes, keep],
] as const)("what is %s is there when it and its record are back", async (_, edit, answers) => {
  const stays = await make("thing", whole());
  const before = await said(stays);
  const meanwhile = await make("thing", whole());
  const after = await make("thing", whole());
  // What would not convert is refused while the types are others.
  const fitting = { free: null, linked: [kinds[1]] };
  const since = await make("thing", { ...whole("1.5000"), ...fitting });
  const around = await make("thing", whole());
  await remove(since);
  await remove(around);
  await publish(edit, answers);
  await restore(since);
  await remove(meanwhile);
  await restore(meanwhile);
  await remove(after);
  await goBack();
  await restore(after);
  await restore(around);
  const left = { free: "a note", linked: whole().linked };
  expect((await call("PATCH", `/records/thing/${since}`, left)).status).toBe(200);
  for (const id of [stays, meanwhile, after, since, around]) expect(await said(id)).toEqual(before);
  const amounts = await Promise.all(
    [meanwhile, after, since, around].map(async (id) => {
      const { body } = await get(`/records/thing/${id}?fields=amount`);
      return (body as { amount: string }).amount;
    }),
  );
  expect(amounts).toEqual(["1.2500", "1.2500", "1.5000", "1.2500"]);
  const { data } = (await get("/metadata/conversions")).body as OpenConversions;
  expect(data.filter(({ count }) => count > 0)).toEqual([]);
});

test("what somebody wrote since is not replaced by what was there before", async () => {
  const id = await make("thing", whole());
  await publish(otherTypes, keep);
  const written = { note: 8, free: 9, amount: "2.5", of: null, linked: kinds[0], main: [] };
  expect((await call("PATCH", `/records/thing/${id}`, written)).status).toBe(200);
  await remove(id);
  await goBack();
  await restore(id);
  const { body } = await get(`/records/thing/${id}`);
  expect(body).toMatchObject({
    ...{ note: "8", free: "9", amount: "2.5000", of: null },
    ...{ linked: [kinds[0]], main: null },
  });
});

test("what was let go for good meanwhile stays gone", async () => {
  const id = await make("thing", whole());
  await publish(withoutMost);
  await remove(id);
  const { data } = (await get("/metadata/removed")).body as RemovedThings;
  for (const { id: removed } of data)
    expect((await call("DELETE", `/metadata/removed/${removed}`)).status).toBe(204);
  await restore(id);
  expect((await get(`/records/thing/${id}`)).body).toMatchObject({ name: "n" });
});

test("values of options that went are there when the options and the record are back", async () => {
  const levels = {
    level: { enum: ["a", "b"] },
    tags: { type: "array", items: { enum: ["a", "b"] } },
  };
  await publish(({ properties }) => {
    properties.level = levels.level;
    properties.tags = { ...levels.tags, uniqueItems: true };
  });
  const values = { name: "n", level: "b", tags: ["b", "a"] };
  const [meanwhile, after, written] = await Promise.all(
    [values, values, values].map((each) => make("thing", each)),
  );
  const answers = { "options.thing.level": "replace:a", "options.thing.tags": "clear" };
  await publish(({ properties }) => {
    properties.level = { ...properties.level, enum: ["a"] };
    properties.tags = { ...properties.tags, items: { enum: ["a"] } };
  }, answers);
  expect((await call("PATCH", `/records/thing/${written}`, { tags: null })).status).toBe(200);
  for (const id of [meanwhile, after, written]) await remove(id ?? "");
  await restore(meanwhile ?? "");
  const back = await call("POST", "/metadata/versions/2/publish", {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  for (const id of [after, written]) await restore(id ?? "");
  const wanted = [values, values, { ...values, tags: null }];
  for (const [index, id] of [meanwhile, after, written].entries())
    expect((await get(`/records/thing/${id}`)).body).toMatchObject(wanted[index] ?? {});
});
