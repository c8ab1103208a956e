/**
 * A publish that changes a large table: clients go on writing, nothing they wrote is lost, and one
 * that dies on the way is taken up again or cleared away.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { serverActor } from "../../engine/audit/record-act.ts";
import { stored } from "../../engine/catalog/document-store.ts";
import { clockAt } from "../../engine/clock.ts";
import type { Database } from "../../engine/db/database.ts";
import { findDrift } from "../../engine/publish/drift.ts";
import { publish } from "../../engine/publish/publishing.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const rows = 24_000;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("thing", {
        name: { type: "string" },
        code: { type: "string" },
        amount: { type: "string" },
        place: { type: "string" },
        state: { enum: ["open", "done"] },
      }),
    ],
  });
  const run = (text: string) => server.services.database.run({ text, values: [] });
  await run(`insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision", "name", "code", "amount", "place", "state")
    select md5(n::text)::uuid, now(), now(), 1, 'n' || n, 'c' || n, case when n % 1000 = 0 then 'x' || n else n::text end, case when n % 2 = 0 then 'p' end, case when n % 3 > 0 then 'open' end
    from generate_series(1, ${rows}) as n`);
  await run('analyze "w_demo"."thing"');
});
afterEach(() => server.stop());

async function catalogNow() {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  return catalog;
}

type Properties = Record<string, Record<string, unknown>>;

/** A conversion, a unique value, an index, numbers, a new required field, and one that becomes required. */
function edited(properties: Properties): Properties {
  return {
    number: { $ref: "tenon:auto_number", template: "N-{0000}", unique: true, id: "numberfiel" },
    ...properties,
    amount: {
      $ref: "tenon:decimal",
      precision: 12,
      scale: 2,
      index: true,
      id: properties.amount?.id,
    },
    code: { ...properties.code, unique: true },
    rank: { type: "integer", default: 5, id: "rankfield1" },
  };
}

const answers = {
  "convert.thing.amount": "keep_unconverted",
  "fill.thing.place": "somewhere",
  "number.thing.number": "give",
};

const publishEdited = (database: Database = server.services.database) =>
  publishWith(edited, ["rank", "place"], answers, database);

async function publishWith(
  edit: (properties: Properties) => Properties,
  required: readonly string[],
  given: Record<string, unknown>,
  database: Database = server.services.database,
) {
  const catalog = await catalogNow();
  const documents = catalog.documents.map((document) =>
    document.kind === "object"
      ? stored({
          ...document,
          content: {
            ...document.content,
            properties: edit(document.content.properties as Properties),
            required,
          },
        })
      : document,
  );
  return publish(
    { ...server.services, database },
    catalog,
    { documents, origins: {}, drafts: [] },
    {
      answers: given,
      clock: clockAt(new Date(), "UTC"),
      message: "",
      author: "",
      actor: serverActor(catalog.workspaceId),
    },
  );
}

const count = async (condition: string) =>
  Number(
    (
      await server.services.database.run({
        text: `select count(*) from "w_demo"."thing" where ${condition}`,
        values: [],
      })
    ).rows[0]?.[0],
  );

/** Writes without a pause; knows what it was told is written. */
function startWriter(number: number) {
  const written = new Map<string, string>();
  let longest = 0;
  let running = true;
  const call = async (method: string, path: string, body: unknown) => {
    const started = performance.now();
    const answer = await server.request(method, path, body, { headers: { "if-match": "*" } });
    longest = Math.max(longest, performance.now() - started);
    return answer;
  };
  const work = (async () => {
    for (let turn = 0; running; turn++) {
      const amount = `${number}${turn}`;
      const code = `w${number}-${turn}`;
      const made = await call("POST", "/records/thing", { code, amount, place: "here", name: "w" });
      if (made.status === 201) written.set(String((made.body as { id: string }).id), amount);
      const [first] = [...written.keys()].slice(turn % 7);
      if (first === undefined) continue;
      const changed = await call("PATCH", `/records/thing/${first}`, { amount: `9${amount}` });
      if (changed.status === 200) written.set(first, `9${amount}`);
    }
  })();
  return {
    stop: async () => {
      running = false;
      await work;
      return { written, longest };
    },
  };
}

async function expectWritten(written: ReadonlyMap<string, string>): Promise<void> {
  const { rows: found } = await server.services.database.run({
    text: 'select "id", "amount" from "w_demo"."thing" where "id" = any($1)',
    values: [[...written.keys()]],
  });
  const amounts = new Map(found.map(([id, amount]) => [id, amount]));
  for (const [id, amount] of written) expect(amounts.get(id)).toBe(`${amount}.00`);
}

async function expectPublished(): Promise<void> {
  expect(await findDrift(server.services.database, await catalogNow())).toEqual([]);
  expect(await count(`"name" like 'n%' and "amount" is null`)).toBe(rows / 1000);
  expect(await count(`"name" like 'n%' and "amount"::text <> substr("name", 2) || '.00'`)).toBe(0);
  expect(await count(`"rank" = 5`)).toBe(await count("true"));
  expect(await count(`"place" = 'somewhere'`)).toBe(rows / 2);
  await expectNumbered();
  expect(await leftovers()).toBe(0);
}

/** Each has one of its own, in the order of their ids, and the next one follows them. */
async function expectNumbered(): Promise<void> {
  const all = await count("true");
  expect(await count(`"number" ~ '^N-[0-9]{4,}$'`)).toBe(all);
  const counted = `substr("number", 3)::integer`;
  const disorder = `"name" like 'n%' and ${counted} < (select max(${counted}) from (select "number" from "w_demo"."thing" as b where b."name" like 'n%' and b."id" < "thing"."id" order by b."id" desc limit 1) as a)`;
  expect(await count(disorder)).toBe(0);
  const made = await server.request("POST", "/records/thing", { place: "here" });
  const { id, number } = made.body as { readonly id: string; readonly number: string };
  expect(Number(number.slice(2))).toBeGreaterThan(all);
  expect(
    await count(
      `"id" = '${id}' and ${counted} > all (select ${counted} from "w_demo"."thing" where "id" <> '${id}')`,
    ),
  ).toBe(1);
  await server.request("DELETE", `/records/thing/${id}`, undefined, {
    headers: { "if-match": "*" },
  });
  await server.services.database.run({
    text: `delete from "w_demo"."thing" where "id" = $1`,
    values: [id],
  });
}

/** Columns, indexes and counters of preparations, which no version knows. */
async function leftovers(pattern = "^\\$(next|base)_"): Promise<number> {
  const { rows: found } = await server.services.database.run({
    text: 'select count(*) from (select a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = \'r\' and not a.attisdropped union all select relname from pg_class where relkind = \'i\' union all select "key" from "w_demo"."_counter") as a where name ~ $1',
    values: [pattern],
  });
  return Number(found[0]?.[0]);
}

test("writers are not kept waiting, and what they write meanwhile is converted with the rest", async () => {
  const writers = [1, 2].map(startWriter);
  const outcome = await publishEdited().catch((error: unknown) => ({ ok: false, error }));
  const results = await Promise.all(writers.map((writer) => writer.stop()));
  expect(outcome.ok, JSON.stringify(outcome)).toBe(true);
  await expectPublished();
  for (const { written, longest } of results) {
    expect(written.size).toBeGreaterThan(0);
    await expectWritten(written);
    expect(longest).toBeLessThan(3000);
  }
});

/** A database whose owner dies before its k-th call: every later one fails too. */
function dyingAt(database: Database, fatal: number): { database: Database; calls(): number } {
  let calls = 0;
  const count = () => {
    calls++;
    if (calls >= fatal) throw new Error("dead");
  };
  return {
    calls: () => calls,
    database: {
      ...database,
      run: async (statement) => {
        count();
        return database.run(statement);
      },
      transaction: async (work) => {
        count();
        return database.transaction(work);
      },
    },
  };
}

/** As if the process had died long ago. */
const silence = () =>
  server.services.database.run({
    text: "update core.preparation set beat_at = beat_at - interval '1 minute'",
    values: [],
  });

test("whenever it dies, the old version stands, and the next publish goes on from there", async () => {
  for (const fatal of [8, 14, 20, 27, 33]) {
    const { database } = dyingAt(server.services.database, fatal);
    await expect(publishEdited(database)).rejects.toThrow("dead");
    expect((await server.request("GET", "/metadata/version")).body).toEqual({ version: 1 });
    expect(await findDrift(server.services.database, await catalogNow())).toEqual([]);
    expect((await server.request("POST", "/records/thing", { amount: "a" })).status).toBe(201);
    await server.services.database.run({
      text: `delete from "w_demo"."thing" where "amount" = 'a'`,
      values: [],
    });
    await silence();
  }
  const progress = (await server.request("GET", "/metadata/publish/progress")).body;
  expect(progress).toMatchObject({ progress: { active: false } });
  const outcome = await publishEdited();
  expect(outcome.ok, JSON.stringify(outcome)).toBe(true);
  await expectPublished();
  expect((await server.request("GET", "/metadata/publish/progress")).body).toEqual({
    progress: null,
  });
});

test("a publish that is stopped leaves no trace, and can be begun again", async () => {
  const request = (method: string) => server.request(method, "/metadata/publish/progress");
  // Asked to stop as soon as the first batch is under way, before its progress is written.
  const { database } = server.services;
  let asked = false;
  const stopping: Database = {
    ...database,
    run: async (statement) => {
      if (!asked && statement.text.startsWith("update core.preparation set beat_at")) {
        asked = true;
        expect((await request("DELETE")).body).toMatchObject({ progress: { active: true } });
      }
      return database.run(statement);
    },
  };
  const outcome = await publishEdited(stopping);
  expect(outcome).toMatchObject({ ok: false, problems: [{ code: "publish_cancelled" }] });
  expect((await request("GET")).body).toEqual({ progress: null });
  expect(await leftovers()).toBe(0);
  expect(await findDrift(server.services.database, await catalogNow())).toEqual([]);
  expect((await server.request("GET", "/metadata/version")).body).toEqual({ version: 1 });
  const again = await publishEdited();
  expect(again.ok, JSON.stringify(again)).toBe(true);
  await expectPublished();
});

test("what a dead publish has prepared is cleared away by who stops it", async () => {
  const { database } = dyingAt(server.services.database, 45);
  await expect(publishEdited(database)).rejects.toThrow("dead");
  await silence();
  expect(await leftovers()).toBeGreaterThan(0);
  expect(await leftovers("^\\$next_numberfiel:")).toBe(1);
  const stopped = await server.request("DELETE", "/metadata/publish/progress");
  expect(stopped.body).toEqual({ progress: null });
  expect(await leftovers()).toBe(0);
  expect((await server.request("GET", "/metadata/version")).body).toEqual({ version: 1 });
});

test("a choice comes back from the text that it went on as, beside the table", async () => {
  const keep = { "convert.thing.state": "keep_unconverted" };
  for (const schema of [{ type: "string" }, { $ref: "tenon:decimal", precision: 12, scale: 2 }]) {
    const outcome = await publishWith(
      (properties) => ({ ...properties, state: { ...schema, id: properties.state?.id } }),
      [],
      keep,
    );
    expect(outcome.ok, JSON.stringify(outcome)).toBe(true);
  }
  expect(await count('"state" is null')).toBe(rows);
  await server.services.database.run({
    text: `update "w_demo"."thing" set "state" = 7 where "name" = 'n1'`,
    values: [],
  });
  const back = await server.request("POST", "/metadata/versions/1/publish", { answers: keep });
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(await count(`"state" = 'open'`)).toBe((rows / 3) * 2 - 1);
  expect(await findDrift(server.services.database, await catalogNow())).toEqual([]);
  expect(await leftovers()).toBe(0);
});

test("an index that goes on without its builder is ended by who takes the work over", async () => {
  const { database } = server.services;
  const building = async () =>
    (
      await database.run({
        text: "select 1 from pg_stat_activity where datname = current_database() and state = 'active' and query like 'create % concurrently%'",
        values: [],
      })
    ).rows.length > 0;
  let release = (): void => undefined;
  // An index waits for every snapshot that is older than itself.
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const older = database.transaction(async (transaction) => {
    await transaction.run({
      text: "set transaction isolation level repeatable read",
      values: [],
    });
    await transaction.run({ text: "select count(*) from core.workspace", values: [] });
    await released;
  });
  const abandoned = publishEdited();
  const ended = expect(abandoned).rejects.toThrow("terminating connection");
  await expect.poll(building).toBe(true);
  await silence();
  const taken = publishEdited();
  await ended;
  release();
  await older;
  expect(await taken).toMatchObject({ ok: true });
  await expectPublished();
});

test("a vacuum of the table keeps the publish waiting, and no writer", async () => {
  const { database } = server.services;
  const [began, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const vacuum = () =>
    database.transaction(async (transaction) => {
      await transaction.run({
        text: 'lock table "w_demo"."thing" in share update exclusive mode',
        values: [],
      });
      began.resolve();
      await ended.promise;
    });
  let under: Promise<void> | undefined;
  const meeting: Database = {
    ...database,
    transaction: (work) =>
      database.transaction((transaction) =>
        work({
          run: async (statement) => {
            if (statement.text.startsWith("select version from core.workspace")) {
              under ??= vacuum();
              await began.promise;
            }
            return transaction.run(statement);
          },
        }),
      ),
  };
  const rank = { type: "integer", default: 5, id: "rankfield1" };
  const published = publishWith((properties) => ({ ...properties, rank }), ["rank"], {}, meeting);
  // Other databases of the server have locks of their own.
  const awaited = async () =>
    (
      await database.run({
        text: "select mode from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())",
        values: [],
      })
    ).rows;
  try {
    await expect.poll(awaited).toEqual([["ShareUpdateExclusiveLock"]]);
    expect((await server.request("POST", "/records/thing", { name: "w" })).status).toBe(201);
    expect(await awaited()).toEqual([["ShareUpdateExclusiveLock"]]);
  } finally {
    ended.resolve();
  }
  await under;
  expect(await published).toMatchObject({ ok: true });
  expect(await count('"rank" = 5')).toBe(rows + 1);
});
