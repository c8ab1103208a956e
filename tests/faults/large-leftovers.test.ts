/**
 * What is made ready beside a large table, and what of it may stay: a publish that fails leaves
 * nothing that bars a writer, and one that goes on from another's work is right all the same.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { serverActor } from "../../engine/audit/record-act.ts";
import type { StoredDocument } from "../../engine/catalog/catalog.ts";
import { stored } from "../../engine/catalog/document-store.ts";
import { clockAt } from "../../engine/clock.ts";
import type { Database } from "../../engine/db/database.ts";
import { dropDeadIndexes } from "../../engine/publish/dead-preparations.ts";
import { publish } from "../../engine/publish/publishing.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const rows = 24_000;

type Content = { properties: Record<string, Record<string, unknown>>; [keyword: string]: unknown };

let server: TestServer;
const { call, get, make } = callsOf(() => server);
const run = (text: string) => server.services.database.run({ text, values: [] });
const count = async (from: string) =>
  Number((await run(`select count(*) from ${from}`)).rows[0]?.[0]);

beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("small", { name: { type: "string" } }),
      objectDocument("thing", {
        code: { type: "string" },
        n: { type: "integer" },
        level: { enum: ["a", "b", "c"] },
      }),
    ],
  });
  await run(`insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision", "code", "n", "level")
    select gen_random_uuid(), now(), now(), 1, 'c' || n, n, case when n <= 10400 then 'c' else 'a' end
    from generate_series(1, ${rows}) as n`);
  await run('analyze "w_demo"."thing"');
});
afterEach(() => server.stop());

async function catalogNow() {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  return catalog;
}

/** Publishes one object changed, through a database that may fail. */
async function publishChanged(
  name: string,
  change: (content: Content) => void,
  { answers = {}, database = server.services.database }: PublishOptions = {},
) {
  const catalog = await catalogNow();
  const documents = catalog.documents.map((document: StoredDocument) => {
    if (document.kind !== "object" || document.name !== name) return document;
    const content = structuredClone(document.content) as Content;
    change(content);
    return stored({ ...document, content });
  });
  const actor = serverActor(catalog.workspaceId);
  const clock = clockAt(new Date(), "UTC");
  return publish(
    { ...server.services, database },
    catalog,
    { documents, origins: {}, drafts: [] },
    { answers, clock, message: "", author: "", actor },
  );
}

interface PublishOptions {
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly database?: Database;
}

const publishSmall = () =>
  publishChanged("small", (content) => {
    content.properties.more = { type: "string", id: "morefield1" };
  });

/** A unique value, and a formula that takes a while. */
function makeUnique({ properties }: Content): void {
  properties.code = { ...properties.code, unique: true };
  properties.twice = { type: "integer", formula: "n * 2", id: "twicefield" };
}

/** A database that does something before the transaction in which the version switches. */
function before(switching: () => Promise<unknown>): Database {
  const { database } = server.services;
  let met = false;
  return {
    ...database,
    transaction: (work) =>
      database.transaction((transaction) =>
        work({
          run: async (statement) => {
            if (!met && statement.text.startsWith("select version from core.workspace")) {
              met = true;
              await switching();
            }
            return transaction.run(statement);
          },
        }),
      ),
  };
}

const leftovers = () =>
  count(`(select a.attname as "name" from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relkind = 'r' and not a.attisdropped union all select relname from pg_class where relkind = 'i') as a
    where "name" ~ '^\\$(next|base)_'`);

/** A writer of a value that is there already, which no published version forbids. */
const writeAgain = async () =>
  (await call("POST", "/records/thing", { code: "c1", level: "a" })).status;

/** As if the process had died long ago. */
const silence = () => run("update core.preparation set beat_at = beat_at - interval '1 minute'");

test("a publish that is overtaken leaves nothing behind", async () => {
  const outcome = await publishChanged("thing", makeUnique, { database: before(publishSmall) });
  expect(outcome).toMatchObject({ ok: false, problems: [{ code: "plan_outdated" }] });
  expect(await writeAgain()).toBe(201);
  expect(await leftovers()).toBe(0);
  expect((await get("/metadata/publish/progress")).body).toEqual({ progress: null });
});

test("a publish that fails in its last transaction leaves nothing behind", async () => {
  const database = before(() => Promise.reject(new Error("no memory")));
  await expect(publishChanged("thing", makeUnique, { database })).rejects.toThrow("no memory");
  expect(await writeAgain()).toBe(201);
  expect(await leftovers()).toBe(0);
});

test("one that is asked to stop when all is made ready does not go on", async () => {
  const stop = () => call("DELETE", "/metadata/publish/progress");
  const outcome = await publishChanged("thing", makeUnique, { database: before(stop) });
  expect(outcome).toMatchObject({ ok: false, problems: [{ code: "publish_cancelled" }] });
  expect(await leftovers()).toBe(0);
});

/** A publish whose process dies when all is made ready. */
async function dieReady(change: (content: Content) => void, answers = {}): Promise<void> {
  const { database } = server.services;
  let isDead = false;
  const die = async () => {
    isDead = true;
    throw new Error("dead");
  };
  const switching = before(die);
  const dying: Database = {
    ...switching,
    run: (statement) => (isDead ? Promise.reject(new Error("dead")) : database.run(statement)),
  };
  const publishing = publishChanged("thing", change, { answers, database: dying });
  await expect(publishing).rejects.toThrow("dead");
}

test("a dead publish bars no writer, and is taken up", async () => {
  await dieReady(makeUnique);
  expect(await writeAgain()).toBe(409);
  await dropDeadIndexes(server.services.database);
  expect(await writeAgain()).toBe(409);
  await silence();
  await dropDeadIndexes(server.services.database);
  expect(await writeAgain()).toBe(201);
  await run(`delete from "w_demo"."thing" where "n" is null`);
  const [since] = (await run("select state from core.preparation")).rows;
  expect(since?.[0]).toContain('"done"');
  expect(await publishChanged("thing", makeUnique)).toMatchObject({ ok: true });
  expect(await writeAgain()).toBe(409);
  expect(await count(`"w_demo"."thing" where "twice" is distinct from "n" * 2`)).toBe(0);
});

test("what a dead publish made ready goes with the next version, whatever that changes", async () => {
  await dieReady(makeUnique);
  await silence();
  expect(await leftovers()).toBeGreaterThan(0);
  expect(await publishSmall()).toMatchObject({ ok: true });
  expect(await leftovers()).toBe(0);
  expect((await get("/metadata/publish/progress")).body).toEqual({ progress: null });
});

test("work of a plan whose values are fewer by now is not taken for other work", async () => {
  const change = ({ properties }: Content) => {
    properties.level = { ...properties.level, enum: ["a", "b"] };
    properties.twice = { type: "integer", formula: "n * 2", id: "twicefield" };
  };
  const answers = { "options.thing.level": "replace:a" };
  await dieReady(change, answers);
  // So few of them are replaced in the last transaction.
  await run(`update "w_demo"."thing" set "level" = 'b' where "n" between 9000 and 10400`);
  await silence();
  expect(await publishChanged("thing", change, { answers })).toMatchObject({ ok: true });
  expect(await count(`"w_demo"."thing" where "twice" is distinct from "n" * 2`)).toBe(0);
  expect(await leftovers()).toBe(0);
});

test("a required lookup does not come to point to a record that is deleted meanwhile", async () => {
  const record = await make("small", { name: "s" });
  const forget = async () =>
    expect((await call("DELETE", `/records/small/${record}`)).status).toBe(204);
  const change = (content: Content) => {
    content.properties.of = { $ref: "tenon:lookup", target: "small", on_delete: "restrict" };
    content.required = ["of"];
  };
  const answers = { "fill.thing.of": record };
  const outcome = await publishChanged("thing", change, { answers, database: before(forget) });
  const problems = [{ code: "data_in_the_way", params: { object: "thing" } }];
  expect(outcome).toMatchObject({ ok: false, problems });
  expect(await leftovers()).toBe(0);
});

test("a field becomes required under a new name, and two that are required swap theirs", async () => {
  const require = (content: Content) => {
    content.required = ["level", "n"];
  };
  expect(await publishChanged("thing", require)).toMatchObject({ ok: true });
  await run(`update "w_demo"."thing" set "code" = null`);
  const swap = (content: Content) => {
    const { code, n, level } = content.properties;
    const label = { ...code, default: "none" };
    content.properties = { label, level: { ...n }, n: { ...level, enum: ["a", "b"] } };
    content.required = ["label", "level", "n"];
  };
  const outcome = await publishChanged("thing", swap, {
    answers: { "options.thing.n": "replace:a" },
  });
  expect(outcome).toMatchObject({ ok: true });
  expect(await count(`"w_demo"."thing" where "label" <> 'none' or "n" = 'c'`)).toBe(0);
  await expectWhole(server);
});

test("a required field comes back to a table that has got many rows without it", async () => {
  const optional = (content: Content) => {
    const { n: _, ...others } = content.properties;
    content.properties = others;
    content.required = [];
  };
  const require = (content: Content) => {
    content.required = ["n"];
  };
  expect(await publishChanged("thing", require)).toMatchObject({ ok: true });
  expect(await publishChanged("thing", optional)).toMatchObject({ ok: true });
  await run(`insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision")
    select gen_random_uuid(), now(), now(), 1 from generate_series(1, 11000)`);
  const answers = { "fill.thing.n": 0 };
  const back = await call("POST", "/metadata/versions/2/publish", { answers });
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(await count(`"w_demo"."thing" where "n" = 0`)).toBe(11_000);
  await expectWhole(server);
});
