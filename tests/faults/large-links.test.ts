/**
 * A lookup of a large table becomes several while others write: its links are made beside it, and
 * those of whoever was written meanwhile are theirs.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { serverActor } from "../../engine/audit/record-act.ts";
import { stored } from "../../engine/catalog/document-store.ts";
import { clockAt } from "../../engine/clock.ts";
import type { Database } from "../../engine/db/database.ts";
import { publish } from "../../engine/publish/publishing.ts";
import type { OpenConversions } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const rows = 24_000;
const person = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const lookup = { $ref: "tenon:lookup", target: "person", on_delete: "clear" };

type Properties = Record<string, Record<string, unknown>>;

let server: TestServer;
const { call, get } = callsOf(() => server);
const run = async (text: string) => (await server.services.database.run({ text, values: [] })).rows;
const count = async (from: string) => Number((await run(`select count(*) from ${from}`))[0]?.[0]);

beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("person", { name: { type: "string" } }),
      objectDocument("thing", { n: { type: "integer" }, who: lookup, code: { type: "integer" } }),
    ],
  });
  await run(`insert into "w_demo"."person" ("id", "created_at", "updated_at", "revision", "name")
    select ('00000000-0000-4000-8000-00000000000' || n)::uuid, now(), now(), 1, 'p' || n from generate_series(0, 4) as n`);
  await run(`insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision", "n", "who")
    select md5(n::text)::uuid, now(), now(), 1, n, case when n % 4 > 0 then ('00000000-0000-4000-8000-00000000000' || n % 4)::uuid end from generate_series(1, ${rows}) as n`);
  await run('analyze "w_demo"."thing"');
});
afterEach(() => server.stop());

/** Publishes another schema of the lookup, through a database of one's own. */
async function become(
  schema: Record<string, unknown>,
  database: Database,
  more: (properties: Properties) => Properties = (properties) => properties,
  answers: Readonly<Record<string, string>> = {},
) {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  const documents = catalog.documents.map((document) => {
    if (document.name !== "thing") return document;
    const properties = document.content.properties as Properties;
    const who = { ...schema, id: properties.who?.id };
    return stored({
      ...document,
      content: { ...document.content, properties: more({ ...properties, who }) },
    });
  });
  const actor = serverActor(catalog.workspaceId);
  const request = {
    answers,
    clock: clockAt(new Date(), "UTC"),
    message: "",
    author: "",
    actor,
  };
  const proposal = { documents, origins: {}, drafts: [] };
  return publish({ ...server.services, database }, catalog, proposal, request);
}

const several = { type: "array", items: { $ref: "tenon:lookup", target: "person" } };

/** A database with which something is done ahead of the k-th transaction. */
function aheadOf(place: number, work: () => Promise<void>): Database {
  const { database } = server.services;
  let transactions = 0;
  return {
    ...database,
    transaction: async (inside) => {
      if (++transactions === place) await work();
      return database.transaction(inside);
    },
  };
}

/** Others write: rows that are done and rows that are not, old ones and new ones. */
async function writeMeanwhile(): Promise<void> {
  const ids = (await run(`select "id" from "w_demo"."thing" where "n" % 4 > 0 order by "id"`)).map(
    ([id]) => id,
  );
  for (const id of [ids[1], ids.at(-2)])
    expect((await call("PATCH", `/records/thing/${id}`, { who: person(4), n: -4 })).status).toBe(
      200,
    );
  for (const id of [ids[2], ids.at(-3)])
    expect((await call("PATCH", `/records/thing/${id}`, { who: null, n: -1 })).status).toBe(200);
  for (const id of [ids[3], ids.at(-4)])
    expect((await call("DELETE", `/records/thing/${id}`)).status).toBe(204);
  expect((await call("POST", "/records/thing", { who: person(4), n: -4 })).status).toBe(201);
}

/** Each has the link that its number says, and no other. */
async function expectLinked(): Promise<void> {
  await expectWhole(server);
  const wanted = `case when t."n" = -4 then 4 when t."n" > 0 and t."n" % 4 > 0 then t."n" % 4 end`;
  const links = `(select t."n", array_agg(right(l."_target"::text, 1)::bigint) as "who", ${wanted} as "wanted"
    from "w_demo"."thing" as t left join "w_demo"."thing$who" as l on l."_parent" = t."id" group by t."id") as c`;
  expect(await count(`${links} where "who" is distinct from array["wanted"]`)).toBe(0);
  expect(await count(`pg_class where relname like '$%'`)).toBe(0);
}

/** It is written behind the other, in the same rows. */
const withCode = (properties: Properties): Properties => ({
  ...properties,
  code: { type: "string", id: properties.code?.id },
});

test("a lookup becomes several, and what others write meanwhile is linked", async () => {
  // Between links, before and behind their foreign keys, and between other values of their rows.
  for (const place of [3, 7, 9, 16]) {
    const version = (await get("/metadata/version")).body as { version: number };
    const outcome = await become(several, aheadOf(place, writeMeanwhile), withCode);
    expect(outcome).toMatchObject({ ok: true });
    await expectLinked();
    const back = await call("POST", `/metadata/versions/${version.version}/publish`, {});
    expect(back.status, JSON.stringify(back.body)).toBe(200);
  }
});

/** The same of lists: of one, of none, of several. */
async function writeListsMeanwhile(): Promise<void> {
  const ids = (await run(`select "id" from "w_demo"."thing" where "n" % 4 > 0 order by "id"`)).map(
    ([id]) => id,
  );
  const lists = { "-4": [person(4)], "-1": [], "-2": [person(2), person(1)] };
  for (const [index, [n, who]] of Object.entries(lists).entries())
    for (const id of [ids[index], ids.at(-1 - index)]) {
      const changed = await call("PATCH", `/records/thing/${id}`, { who, n: Number(n) });
      expect(changed.status).toBe(200);
    }
  for (const id of [ids[3], ids.at(-4)])
    expect((await call("DELETE", `/records/thing/${id}`)).status).toBe(204);
  expect((await call("POST", "/records/thing", { who: [person(4)], n: -4 })).status).toBe(201);
}

/** Each has the lookup that its number says. */
async function expectLookups(): Promise<void> {
  await expectWhole(server);
  const wanted = `case when "n" = -4 then 4 when "n" > 0 and "n" % 4 > 0 then "n" % 4 end`;
  const who = `right("who"::text, 1)::bigint`;
  expect(await count(`"w_demo"."thing" where ${who} is distinct from ${wanted}`)).toBe(0);
  const { data } = (await get("/metadata/conversions")).body as OpenConversions;
  const open = data.filter(({ field }) => field === "who");
  expect(open.map((each) => each.count)).toEqual([await count('"w_demo"."thing" where "n" = -2')]);
}

test("several become one lookup, as others write them meanwhile", async () => {
  for (const place of [3, 9]) {
    expect(await become(several, server.services.database)).toMatchObject({ ok: true });
    await run(`delete from "w_demo"."thing" where "n" < 0`);
    const outcome = await become(lookup, aheadOf(place, writeListsMeanwhile), withCode);
    expect(outcome).toMatchObject({ ok: true });
    await expectLookups();
  }
});

test("who is deleted while a list comes back that he was in, is not in it", async () => {
  const ids = (await run(`select "id" from "w_demo"."thing" order by "id"`)).map(([id]) => id);
  const things = [ids[0], ids.at(-1)];
  const keep = { "convert.thing.who": "keep_unconverted" };
  for (const [place, on_delete] of [[3], [9, "restrict"], [11]] as const) {
    const several = { type: "array", items: { ...lookup, on_delete } };
    expect(await become(several, server.services.database)).toMatchObject({ ok: true });
    const created = await call("POST", "/records/person", { name: "late" });
    const late = (created.body as { id: string }).id;
    for (const id of things) {
      const who = [late, person(1)];
      expect((await call("PATCH", `/records/thing/${id}`, { who })).status).toBe(200);
    }
    const alone = await become(lookup, server.services.database, undefined, keep);
    expect(alone).toMatchObject({ ok: true });
    const outcome = await become(
      several,
      aheadOf(place, async () => {
        expect((await call("DELETE", `/records/person/${late}`)).status).toBe(204);
      }),
    );
    expect(outcome).toMatchObject({ ok: true });
    await expectWhole(server);
    for (const id of things) {
      const { body } = await get(`/records/thing/${id}`);
      expect((body as { who: unknown }).who).toEqual([person(1)]);
    }
    expect(await become(lookup, server.services.database)).toMatchObject({ ok: true });
  }
});

/** A database that is gone when the k-th transaction is through, before anybody notes that. */
function dyingBehind(place: number): Database {
  const { database } = server.services;
  let transactions = 0;
  const alive = () =>
    transactions < place ? Promise.resolve() : Promise.reject(new Error("dead"));
  return {
    ...database,
    run: async (statement) => {
      await alive();
      return database.run(statement);
    },
    transaction: async (inside) => {
      await alive();
      const value = await database.transaction(inside);
      transactions++;
      return value;
    },
  };
}

test("links that were made when a publish died are gone on with", async () => {
  for (const place of [3, 2]) {
    await expect(become(several, dyingBehind(place))).rejects.toThrow("dead");
    await run("update core.preparation set beat_at = beat_at - interval '1 minute'");
    await writeMeanwhile();
  }
  expect(await become(several, server.services.database)).toMatchObject({ ok: true });
  await expectLinked();
});

test("links of a publish that is not gone on with leave nothing", async () => {
  const dead = aheadOf(6, () => Promise.reject(new Error("dead")));
  await expect(become(several, dead)).rejects.toThrow("dead");
  await run("update core.preparation set beat_at = beat_at - interval '1 minute'");
  expect((await call("DELETE", "/metadata/publish/progress")).body).toEqual({ progress: null });
  expect(await count(`pg_class where relname like '$%'`)).toBe(0);
  await expectWhole(server);
});
