import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkServer, prepareCoreSchema } from "../../engine/db/core-schema.ts";
import { connectDatabase, type Database } from "../../engine/db/database.ts";
import { newUuid, uuidPattern } from "../../engine/db/uuid.ts";
import { failureAnswer } from "../../engine/http/failure-answer.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await createTestDatabase();
  database = connectDatabase(own.url, 4);
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

test("a connection that PostgreSQL closes inside a transaction rejects it, and the next statement works", async () => {
  const broken = database.transaction(async (transaction) => {
    const { rows } = await transaction.run({ text: "select pg_backend_pid()", values: [] });
    await database.run({ text: "select pg_terminate_backend($1)", values: [rows[0]?.[0]] });
    await transaction.run({ text: "select 1", values: [] });
  });
  await expect(broken).rejects.toThrow();
  const after = await database.run({ text: "select 1", values: [] });
  expect(after.rows).toEqual([["1"]]);
});

test("parameters arrive as they were given, whatever their kind", async () => {
  const naughty = ['a"b', "c\\d", "{e,f}", " g ", "NULL", "", "一", null];
  const moment = new Date("2026-02-28T23:59:59.123Z");
  const { rows, rowCount } = await database.run({
    text: `select array_to_json($1::text[]), $2::timestamptz = '2026-02-28 23:59:59.123+00', encode($3::bytea, 'hex'),
      $4::boolean, $5::numeric, $6::text is null, cardinality($7::uuid[]), $8::jsonb ->> 'key', array_to_json($9::int[])`,
    values: [
      naughty,
      moment,
      Buffer.from("00ff", "hex"),
      true,
      1.5,
      undefined,
      [],
      { key: "value" },
      [[1], [2]],
    ],
  });
  expect(rowCount).toBe(1);
  expect(JSON.parse(rows[0]?.[0] ?? "")).toEqual(naughty);
  expect(rows[0]?.slice(1)).toEqual(["t", "00ff", "t", "1.5", "t", "0", "value", "[[1],[2]]"]);
});

test("a statement that fails, and one that cannot be parsed, leave their names and connection usable", async () => {
  const only = connectDatabase(own.url, 3);
  const connection = () => only.run({ text: "select pg_backend_pid() where $1", values: [true] });
  const before = await connection();
  const divide = (by: number) =>
    only.run({ text: "select 6 / $1::int", values: [by], name: "divide" });
  await expect(divide(0)).rejects.toMatchObject({ code: "22012" });
  expect((await divide(2)).rows).toEqual([["3"]]);
  const read = () =>
    only.run({ text: "select 1 from later where $1", values: [true], name: "read" });
  await expect(read()).rejects.toMatchObject({ code: "42P01" });
  await only.run({ text: "create table later ()", values: [] });
  await expect(read()).resolves.toEqual({ rows: [], rowCount: 0 });
  expect((await connection()).rows).toEqual(before.rows);
  await only.close();
});

test("a failing transaction leaves nothing behind", async () => {
  const failed = database.transaction(async (transaction) => {
    await transaction.run({ text: "create table half (id uuid primary key)", values: [] });
    throw new Error("stop");
  });
  await expect(failed).rejects.toThrow("stop");
  const found = await database.run({ text: "select to_regclass('half')", values: [] });
  expect(found.rows).toEqual([[null]]);
});

test("the core schema is prepared once, whoever comes first", async () => {
  await Promise.all([prepareCoreSchema(database), prepareCoreSchema(database)]);
  const found = await database.run({ text: "select count(*) from core.step", values: [] });
  expect(Number(found.rows[0]?.[0])).toBeGreaterThan(0);
});

test("a database prepared by a newer engine is refused", async () => {
  await database.run({ text: "insert into core.step values (9999, now())", values: [] });
  await expect(prepareCoreSchema(database)).rejects.toThrow(/newer engine/);
  await database.run({ text: "delete from core.step where number = 9999", values: [] });
});

test("a server that may lose acknowledged writes is refused", async () => {
  await expect(checkServer(database)).resolves.toHaveProperty("isSuperuser");
  const unsafe = connectDatabase(own.url, 1);
  await unsafe.run({ text: "set synchronous_commit = off", values: [] });
  await expect(checkServer(unsafe)).rejects.toThrow(/synchronous_commit/);
  await unsafe.close();
});

test("what is sent as a read by key cannot write", async () => {
  await database.run({ text: "create table read_only_try (id uuid primary key)", values: [] });
  for (const text of [
    "insert into read_only_try values (gen_random_uuid())",
    "delete from read_only_try",
    "with gone as (delete from read_only_try returning 1) select * from gone",
    "drop table read_only_try",
  ])
    await expect(database.run({ text, values: [], brief: "read" }), text).rejects.toThrow(
      /read-only transaction/,
    );
  const read = { text: "select count(*) from read_only_try", values: [], brief: "read" } as const;
  expect((await database.run(read)).rows).toEqual([["0"]]);
  await database.run({ text: "insert into read_only_try values (gen_random_uuid())", values: [] });
  expect((await database.run(read)).rows).toEqual([["1"]]);
});

test("identifiers are version 7 UUIDs in order of creation", () => {
  const made = Array.from({ length: 10_000 }, newUuid);
  expect(new Set(made).size).toBe(made.length);
  expect([...made].sort()).toEqual(made);
  for (const id of made.slice(0, 100)) expect(id).toMatch(uuidPattern);
  expect(made[0]?.[14]).toBe("7");
});

/** Runs `work` while another transaction keeps the one row of a table. */
async function beside<Value>(work: (table: string) => Promise<Value>): Promise<Value> {
  const table = `kept_${newUuid().replaceAll("-", "")}`;
  await database.run({ text: `create table ${table} as select 1 as number`, values: [] });
  const client = new pg.Client({ connectionString: own.url });
  await client.connect();
  await client.query(`begin; select 1 from ${table} for update`);
  try {
    return await work(table);
  } finally {
    await client.end();
  }
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

async function answerTo(error: unknown) {
  const answer = failureAnswer(error, "en", "request", () => undefined);
  const { status } = answer;
  return { status, code: JSON.parse(String(answer.body)).code };
}

test("what loses to another is begun anew, and says so when it loses every time", async () => {
  let begun = 0;
  const lost = await beside((table) =>
    failureOf(
      database.transaction(async (transaction) => {
        begun++;
        const text = `select 1 from ${table} for update nowait`;
        const first = failureOf(transaction.run({ text, values: [] }));
        // Sent behind it, and refused because of it.
        await transaction.run({ text: "select 1", values: [] });
        await first;
      }),
    ),
  );
  expect(begun).toBe(5);
  expect(await answerTo(lost)).toEqual({ status: 503, code: "lost_to_others" });
});

test("a wait that is longer than allowed is not begun anew", async () => {
  let begun = 0;
  const late = await beside((table) =>
    failureOf(
      database.transaction(async (transaction) => {
        begun++;
        await transaction.run({ text: "set local lock_timeout = '1ms'", values: [] });
        await transaction.run({ text: `select 1 from ${table} for update`, values: [] });
      }),
    ),
  );
  expect(begun).toBe(1);
  expect(late).toMatchObject({ code: "55P03" });
});

test("a statement by itself is begun anew when it meets a deadlock", async () => {
  const table = `met_${newUuid().replaceAll("-", "")}`;
  const text = `create table ${table} as select number from generate_series(1, 2) as number`;
  await database.run({ text, values: [] });
  const client = new pg.Client({ connectionString: own.url });
  await client.connect();
  await client.query("set deadlock_timeout = '1h'");
  const take = (number: number) => `select 1 from ${table} where number = ${number} for update`;
  await client.query(`begin; ${take(2)}`);
  const both = database.run({
    text: `with "first" as materialized (select * from ${table} where number = 1 for update)
      select (select count(*) from "first"), number from ${table} where number = 2 for update`,
    values: [],
  });
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await database.run({ text: waiting, values: [] })).rowCount === 0);
  await client.query(take(1));
  await client.query("commit");
  await client.end();
  expect((await both).rows).toEqual([["1", "2"]]);
});

test("a pool that is full is busy, and the database within reach", async () => {
  const pool = new pg.Pool({ connectionString: own.url, max: 1, connectionTimeoutMillis: 1000 });
  const held = await pool.connect();
  const refused = await failureOf(pool.connect());
  held.release();
  await pool.end();
  expect(await answerTo(refused)).toEqual({ status: 503, code: "server_busy" });
});
