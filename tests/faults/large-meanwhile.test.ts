/**
 * What happens to records, and to the publish itself, between the work beside a large table and the
 * switch of the version: deletions, restorations, other names of records, other changes of the table.
 */
import { afterEach, expect, test } from "vitest";
import { serverActor } from "../../engine/audit/record-act.ts";
import { stored } from "../../engine/catalog/document-store.ts";
import { clockAt } from "../../engine/clock.ts";
import type { Database, Executor } from "../../engine/db/database.ts";
import { cancelPreparation } from "../../engine/publish/preparation.ts";
import { publish } from "../../engine/publish/publishing.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const rows = 21_000;
const person = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const lookup = { $ref: "tenon:lookup", target: "person", on_delete: "clear" };
const text = { type: "string" };
const integer = { type: "integer" };
const system = `"id", "created_at", "updated_at", "revision"`;

let server: TestServer;
const { call, get } = callsOf(() => server);
afterEach(() => server.stop());
const run = async (statement: string) =>
  (await server.services.database.run({ text: statement, values: [] })).rows;
const count = async (from: string) => Number((await run(`select count(*) from ${from}`))[0]?.[0]);

/** `thing` has many rows, whose place is a number and whose persons are one of three by that. */
async function start(properties: Record<string, JsonSchema>, values: Record<string, string>) {
  server = await startTestServer({
    documents: [
      objectDocument("person", { name: text }, { record_title: "name" }),
      objectDocument("thing", { place: integer, ...properties }),
    ],
  });
  await run(`insert into "w_demo"."person" (${system}, "name")
    select ('00000000-0000-4000-8000-00000000000' || n)::uuid, now(), now(), 1, 'p' || n from generate_series(0, 3) as n`);
  const columns = Object.keys(values).map((name) => `, "${name}"`);
  const made = Object.values(values).map((value) => `, ${value}`);
  await run(`insert into "w_demo"."thing" (${system}, "place"${columns.join("")})
    select md5(n::text)::uuid, now(), now(), 1, n${made.join("")} from generate_series(1, ${rows}) as n`);
  await run('analyze "w_demo"."thing"');
}

const oneOfThree = `('00000000-0000-4000-8000-00000000000' || n % 3)::uuid`;

interface Becoming {
  readonly properties: Record<string, JsonSchema>;
  readonly database?: Database;
  readonly answers?: Readonly<Record<string, string>>;
}

/** Publishes other properties of the object, under their ids. */
async function become({ properties, database, answers = {} }: Becoming) {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  const documents = catalog.documents.map((document) => {
    if (document.name !== "thing") return document;
    const now = document.content.properties as Record<string, JsonSchema>;
    const next = Object.entries(properties).map(([name, schema]) => [
      name,
      { ...schema, ...(now[name] === undefined ? {} : { id: now[name].id }) },
    ]);
    const content = {
      ...document.content,
      properties: { ...now, ...Object.fromEntries(next) },
    };
    return stored({ ...document, content });
  });
  const clock = clockAt(new Date(), "UTC");
  const actor = serverActor(catalog.workspaceId);
  const request = { answers, clock, message: "", author: "", actor };
  const services = { ...server.services, database: database ?? server.services.database };
  return publish(services, catalog, { documents, origins: {}, drafts: [] }, request);
}

/** A database with which something is done when a statement begins so for the k-th time, once. */
function aheadOf(
  beginning: string,
  place: number,
  work: () => Promise<unknown>,
  database = server.services.database,
): Database {
  let seen = 0;
  const watched = (executor: Executor): Executor => ({
    run: async (statement) => {
      if (statement.text.startsWith(beginning) && ++seen === place) await work();
      return executor.run(statement);
    },
  });
  return {
    ...database,
    ...watched(database),
    transaction: (inside, first) =>
      database.transaction((transaction) => inside(watched(transaction)), first),
  };
}

/** The first statement of the last transaction, which holds nothing then. */
const last = "select version from core.workspace";
/** Between batches. */
const batch = `select max("id"::text`;

const several = { type: "array", items: { $ref: "tenon:lookup", target: "person" } };

test("two lookups of one table become several at once", async () => {
  await start({ who: lookup, other: lookup }, { who: oneOfThree, other: oneOfThree });
  const [id] = (await run(`select "id" from "w_demo"."thing" order by "id" limit 1`))[0] ?? [];
  const outcome = await become({
    properties: { who: several, other: several },
    database: aheadOf(last, 1, () =>
      call("PATCH", `/records/thing/${id}`, { who: person(3), other: null }),
    ),
  });
  expect(outcome).toMatchObject({ ok: true });
  await expectWhole(server);
  expect((await get(`/records/thing/${id}`)).body).toMatchObject({ who: [person(3)], other: [] });
  expect(await count('"w_demo"."thing$who"')).toBe(rows);
  expect(await count('"w_demo"."thing$other"')).toBe(rows - 1);
});

test("work that was cleared away half-way is begun anew", async () => {
  await start({}, {});
  const properties = { twice: { ...integer, formula: "place * 2" } };
  const dead = () => Promise.reject(new Error("dead"));
  await expect(become({ properties, database: aheadOf(batch, 3, dead) })).rejects.toThrow("dead");
  await run("update core.preparation set beat_at = beat_at - interval '1 minute'");
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  const dying = aheadOf("delete from core.preparation", 1, dead);
  await expect(cancelPreparation(dying, catalog.workspaceId, catalog.schema)).rejects.toThrow();
  expect(await become({ properties })).toMatchObject({ ok: false });
  await run("update core.preparation set beat_at = beat_at - interval '1 minute'");
  expect(await become({ properties })).toMatchObject({ ok: true });
  expect(await count('"w_demo"."thing" where "twice" is distinct from "place" * 2')).toBe(0);
  await expectWhole(server);
});

test("work that was begun on another server is begun anew", async () => {
  await start({}, {});
  const properties = { twice: { ...integer, formula: "place * 2" } };
  let isDead = false;
  const dead = () => Promise.reject(new Error("dead"));
  const { database } = server.services;
  const dying: Database = {
    ...database,
    run: (statement) => (isDead ? dead() : database.run(statement)),
    transaction: (inside, first) => (isDead ? dead() : database.transaction(inside, first)),
  };
  const dies = aheadOf(last, 1, () => dead().finally(() => (isDead = true)), dying);
  await expect(become({ properties, database: dies })).rejects.toThrow("dead");
  await run(`update core.preparation set beat_at = beat_at - interval '1 minute',
    state = (state::jsonb || jsonb_build_object('since', (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 100000)::text))::text`);
  expect(await count("core.preparation")).toBe(1);
  const [id] = (await run(`select "id" from "w_demo"."thing" order by "id" limit 1`))[0] ?? [];
  expect((await call("PATCH", `/records/thing/${id}`, { place: 7 })).status).toBe(200);
  expect(await become({ properties })).toMatchObject({ ok: true });
  expect(await count('"w_demo"."thing" where "twice" is distinct from "place" * 2')).toBe(0);
});

test("a record that comes out of the bin meanwhile gets its former value back, too", async () => {
  await start({ code: text }, { code: "case when n = 1 then 'abc' else n::text end" });
  const [id] = (await run(`select "id" from "w_demo"."thing" where "place" = 1`))[0] ?? [];
  const keep = { "convert.thing.code": "keep_unconverted" };
  expect(await become({ properties: { code: integer }, answers: keep })).toMatchObject({
    ok: true,
  });
  expect((await call("DELETE", `/records/thing/${id}`)).status).toBe(204);
  const outcome = await become({
    properties: { code: text },
    database: aheadOf(last, 1, () => call("POST", `/records/thing/${id}/restore`, {})),
  });
  expect(outcome).toMatchObject({ ok: true });
  expect((await get(`/records/thing/${id}`)).body).toMatchObject({ code: "abc" });
  await expectWhole(server);
});

test("lookups become what their records are called when the version switches", async () => {
  await start({ who: lookup }, { who: oneOfThree });
  const outcome = await become({
    properties: { who: text },
    database: aheadOf(batch, 3, () => call("PATCH", `/records/person/${person(1)}`, { name: "q" })),
  });
  expect(outcome).toMatchObject({ ok: true });
  expect(
    await count(
      `"w_demo"."thing" where "who" <> (array['p0', 'q', 'p2'])[1 + "place" % 3] or "who" is null`,
    ),
  ).toBe(0);
});

test("texts become the records that are called so when the version switches", async () => {
  await start({ who: text }, { who: `'p' || n % 3` });
  const rename = (name: string) => () =>
    call("PATCH", `/records/person/${person(1)}`, { name }).then(({ status }) =>
      expect(status).toBe(200),
    );
  const outcome = await become({
    properties: { who: lookup },
    database: aheadOf(batch, 2, rename("q")),
  });
  // Nobody is called so any more: it is not guessed whom the rows mean.
  expect(outcome).toMatchObject({ ok: false, problems: [{ code: "data_in_the_way" }] });
  await rename("p1")();
  const back = aheadOf(last, 1, rename("p1"), aheadOf(batch, 2, rename("q")));
  expect(await become({ properties: { who: lookup }, database: back })).toMatchObject({ ok: true });
  const wrong = `"who" is distinct from ('00000000-0000-4000-8000-00000000000' || "place" % 3)::uuid`;
  expect(await count(`"w_demo"."thing" where ${wrong}`)).toBe(0);
});

test("a sum over rows is right where one of them goes with what it points to", async () => {
  const resources = {
    type: "array",
    items: {
      type: "object",
      properties: {
        minutes: integer,
        tool: { ...lookup, on_delete: "cascade" },
      },
    },
  };
  const operations = {
    type: "array",
    items: { type: "object", properties: { name: text, resources } },
  };
  await start({ operations }, {});
  const record = (await run(`select "id" from "w_demo"."thing" limit 1`))[0]?.[0] ?? "";
  const row = `"id", "_parent", "_position"`;
  await run(
    `insert into "w_demo"."thing$operations" (${row}) select md5('o' || n)::uuid, '${record}', n from generate_series(1, ${rows}) as n`,
  );
  await run(`insert into "w_demo"."thing$operations$resources" (${row}, "minutes", "tool")
    select md5('r' || n)::uuid, md5('o' || n)::uuid, 0, 5, case when n = 1 then '${person(1)}'::uuid end from generate_series(1, 10) as n`);
  await run('analyze "w_demo"."thing$operations"');
  const properties = (await server.services.catalogs.current("demo"))?.documents.find(
    ({ name }) => name === "thing",
  )?.content.properties as { operations: { items: { properties: Record<string, JsonSchema> } } };
  const { items } = properties.operations;
  const outcome = await become({
    properties: {
      operations: {
        ...properties.operations,
        items: {
          ...items,
          properties: {
            ...items.properties,
            minutes: { ...integer, formula: "sum(resources.minutes)" },
          },
        },
      },
    },
    database: aheadOf(last, 1, async () => {
      expect((await call("DELETE", `/records/person/${person(1)}`)).status).toBe(204);
    }),
  });
  expect(outcome).toMatchObject({ ok: true });
  expect(await count(`"w_demo"."thing$operations" where "minutes" = 5`)).toBe(9);
  await expectWhole(server);
});
