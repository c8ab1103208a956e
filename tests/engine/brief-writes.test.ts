import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectDatabase, type Database } from "../../engine/db/database.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await createTestDatabase();
  // Two of them for reads by key, two for everything else.
  database = connectDatabase(own.url, 4);
  await run("create table entry (number integer primary key, connection integer)");
});
beforeEach(() => run("truncate entry"));
afterAll(async () => {
  await database.close();
  await own.drop();
});

const run = (text: string, values: readonly unknown[] = []) => database.run({ text, values });

const write = (number: number) =>
  database.run({
    text: "insert into entry values ($1, pg_backend_pid()) returning number",
    values: [number],
    brief: "write",
  });

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("each of many writes gets its own answer, though they share connections", async () => {
  const answers = await Promise.all(numbers(300).map(write));
  expect(answers.map(({ rows }) => Number(rows[0]?.[0]))).toEqual(numbers(300));
  const used = await run("select count(distinct connection) from entry");
  expect(Number(used.rows[0]?.[0])).toBe(2);
});

test("a write that fails takes none of its neighbours with it", async () => {
  const outcomes = await Promise.allSettled([...numbers(40), ...numbers(40)].map(write));
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(40);
  const there = await run("select count(*) from entry");
  expect(there.rows[0]?.[0]).toBe("40");
});

test("a transaction gets a connection while writes keep coming", async () => {
  let transactionEnded = false;
  let written = 0;
  const client = async () => {
    while (!transactionEnded) await write(written++);
  };
  const clients = numbers(30).map(client);
  await database.transaction(async (transaction) => {
    await transaction.run({ text: "select 1", values: [] });
  });
  transactionEnded = true;
  await Promise.all(clients);
  const there = await run("select count(*) from entry");
  expect(there.rows[0]?.[0]).toBe(String(written));
});

test("writes go on while transactions hold all other connections, and when they end", async () => {
  await database.transaction(async (transaction) => {
    await transaction.run({ text: "select 1", values: [] });
    await Promise.all(numbers(20).map(write));
  });
  const held = Promise.withResolvers<void>();
  const holders = numbers(2).map(() => database.transaction(() => held.promise));
  const waiting = Promise.all(numbers(40).map((number) => write(100 + number)));
  held.resolve();
  await Promise.all([...holders, waiting]);
  const there = await run("select count(*) from entry");
  expect(there.rows[0]?.[0]).toBe("60");
});

/** The third ends the connection that carries it. */
const fatal = (number: number) =>
  database.run({
    text: "insert into entry values ($1, 0) returning case when $1::integer = 3 then pg_terminate_backend(pg_backend_pid()) end",
    values: [number],
    brief: "write",
  });

test("a connection that is lost fails what it carried; later writes succeed", async () => {
  const outcomes = await Promise.allSettled(numbers(20).map(fatal));
  expect(outcomes[3]?.status).toBe("rejected");
  await Promise.all(numbers(20).map((number) => write(1000 + number)));
  const there = await run("select count(*) from entry where number >= 1000");
  expect(there.rows[0]?.[0]).toBe("20");
});

test("a connection that is lost carries nothing from then on", async () => {
  const first = fatal(3).catch(() => Promise.all(numbers(8).map((number) => write(10 + number))));
  await first;
  const there = await run("select count(*) from entry");
  expect(there.rows[0]?.[0]).toBe("8");
});
