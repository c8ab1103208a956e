/**
 * Formulas of a large table that read other rows: made beside it while lines, looked-up records and the
 * records themselves come, go and change, and computed again for those alone.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const rows = 22_000;
const countries = 200;

const decimal = (formula?: string) => ({
  $ref: "tenon:decimal",
  precision: 20,
  scale: 2,
  ...(formula === undefined ? {} : { formula }),
});

let server: TestServer;
const { call, get } = callsOf(() => server);
const run = (text: string) => server.services.database.run({ text, values: [] });

beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("country", { rate: decimal() }),
      objectDocument("thing", {
        place: { type: "integer" },
        country: { $ref: "tenon:lookup", target: "country", on_delete: "clear" },
        lines: {
          type: "array",
          items: { type: "object", properties: { amount: decimal() } },
        },
      }),
    ],
  });
  const system = `"id", "created_at", "updated_at", "revision"`;
  const made = "gen_random_uuid(), now(), now(), 1";
  await run(`insert into "w_demo"."country" (${system}, "rate")
    select ${made}, n from generate_series(1, ${countries}) as n`);
  await run(`insert into "w_demo"."thing" (${system}, "place", "country")
    select ${made}, n, c."id" from generate_series(1, ${rows}) as n
      join "w_demo"."country" as c on c."rate" = 1 + n % ${countries}`);
  const lines = (
    await run("select relname from pg_class where relname like 'thing%lines' and relkind = 'r'")
  ).rows[0]?.[0];
  await run(`insert into "w_demo"."${lines}" ("id", "_parent", "_position", "amount")
    select gen_random_uuid(), t."id", 0, t."place" + 0.25 from "w_demo"."thing" as t where t."place" % 2 = 0`);
  await run("analyze");
  await allBeforeEnded();
});
afterEach(() => server.stop());

/**
 * Nothing is under way any more that began before these rows were written, in whichever database of
 * the server: what is older than the oldest transaction was written before a publish began.
 */
async function allBeforeEnded(): Promise<void> {
  const [last] = (await run("select pg_current_xact_id()")).rows[0] ?? [];
  const oldest = async () =>
    Number((await run("select pg_snapshot_xmin(pg_current_snapshot())")).rows[0]?.[0]);
  await expect.poll(oldest).toBeGreaterThan(Number(last));
}

const ids = async (table: string, count: number) =>
  (await run(`select "id" from "w_demo"."${table}" order by "id" limit ${count}`)).rows.map(
    ([id]) => String(id),
  );

async function makeThings(count: number): Promise<void> {
  const [country] = await ids("country", 1);
  for (let made = 0; made < count; made++)
    expect((await call("POST", "/records/thing", { place: made, country })).status).toBe(201);
}

/** Lines and records come and go, and what is looked up changes, until it is stopped. */
async function startWriter() {
  const things = await ids("thing", 400);
  const lookedUp = await ids("country", 40);
  const statuses = new Set<number>();
  let running = true;
  const write = async (method: string, path: string, body?: unknown) =>
    statuses.add((await call(method, `/records/${path}`, body)).status);
  const work = (async () => {
    for (let turn = 0; running && turn < things.length; turn++) {
      const thing = `thing/${things[turn]}`;
      const lines = [{ amount: `${turn}.50` }, { amount: "1.00" }];
      if (turn % 4 === 0) await write("PATCH", thing, { lines });
      else if (turn % 4 === 1) await write("PATCH", thing, { lines: [] });
      else if (turn % 4 === 2) await write("DELETE", thing);
      else await write("POST", "thing", { place: -turn, country: lookedUp[0], lines });
      const country = `country/${lookedUp[1 + (turn % 30)]}`;
      await write("PATCH", country, { rate: `${turn}.25` });
      if (turn < 5) await write("DELETE", `country/${lookedUp[32 + turn]}`);
    }
  })();
  return {
    stop: async () => {
      running = false;
      await work;
      expect([...statuses].sort()).toEqual([200, 201, 204]);
    },
  };
}

const rollUp = decimal("sum(lines.amount)");

test.each<[string, Record<string, unknown>]>([
  ["a roll-up is", { made: rollUp }],
  ["a formula over a lookup is", { made: decimal("place * country.rate") }],
  [
    "several at once are",
    {
      made: rollUp,
      due: decimal("place * country.rate"),
      all: decimal("sum(lines, amount * parent.country.rate)"),
      double: decimal("made * 2"),
    },
  ],
  [
    "a roll-up by a rate of the record that is computed too is",
    { part: decimal("country.rate * 2"), made: decimal("sum(lines, amount * parent.part)") },
  ],
])("%s right for whatever was written meanwhile", async (_, fields) => {
  const all = (await get("/metadata/documents")).body as DesignerDocuments;
  const thing = structuredClone(all.documents.find(({ name }) => name === "thing")?.published);
  const content = thing as { properties: Record<string, unknown> };
  Object.assign(content.properties, fields);
  expect((await call("PUT", "/metadata/drafts/object/thing", content)).status).toBe(200);
  const writer = await startWriter();
  const asked: string[] = [];
  const { database } = server.services;
  const { transaction } = database;
  database.transaction = (work, first) =>
    transaction(
      (executor) =>
        work({
          run: async (statement) => {
            asked.push(statement.text);
            // Among the rows of a batch that is under way, some are new.
            if (statement.text.includes('set "$next_')) await makeThings(4);
            return executor.run(statement);
          },
        }),
      first,
    );
  const published = await call("POST", "/metadata/publish", { answers: {} });
  database.transaction = transaction;
  await writer.stop();
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  // Of the whole table nothing was compared while nobody could write.
  expect(asked.some((text) => text.includes("age(t.xmin)"))).toBe(true);
  expect(asked.filter((text) => /^with computed/.test(text) && !text.includes("any("))).toEqual([]);
  await expectWhole(server);
  const made = await run('select count(*) from "w_demo"."thing" where "made" is not null');
  expect(Number(made.rows[0]?.[0])).toBeGreaterThan(rows / 3);
});
