/**
 * The months of a workspace's history. `_history` is partitioned by month; months are made ahead of
 * need, and what falls into none of them waits in a partition of its own, so that no write ever
 * depends on a month being there.
 */

import type { Database, Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";

const columns = `"object" text not null, "record" uuid not null, "revision" bigint not null, "kind" text not null, "at" timestamptz(3) not null, "by" uuid, "cause" text not null, "causality" uuid, "changes" jsonb, "xid" xid8 default pg_current_xact_id()`;

/**
 * By which transaction an entry was written: the one order in which nothing that commits late can
 * be overlooked. Entries from before it was kept have none.
 */
const orderIndex = (schema: string): string =>
  `create index "_history_xid" on ${quoted(schema)}."_history" ("xid", "record") where "xid" is not null`;

/** Gives the history of an earlier engine its order; writers wait while its entries are passed. */
export const historyOrder = (schema: string): readonly string[] => [
  `alter table ${quoted(schema)}."_history" add column if not exists "xid" xid8`,
  `alter table ${quoted(schema)}."_history" alter column "xid" set default pg_current_xact_id()`,
  orderIndex(schema),
];

/** The table of a new workspace with the months of its first time. */
export function historyTables(schema: string, now: Date): readonly string[] {
  const table = `${quoted(schema)}."_history"`;
  return [
    // The key of a record's history is its revision; the moment stands in it because a key of a
    // partitioned table holds what the table is divided by.
    `create table ${table} (${columns}, constraint "_history_pk" primary key ("record", "revision", "at")) partition by range ("at")`,
    `create table ${quoted(schema)}."_history_other" partition of ${table} default`,
    ...monthsAhead(now).map(
      (month) =>
        `create table ${monthTable(schema, month)} partition of ${table} for values ${rangeOf(month)}`,
    ),
    orderIndex(schema),
  ];
}

/** `2026-11`, of the time in UTC. */
export type Month = string;

const monthOf = (moment: Date): Month => moment.toISOString().slice(0, 7);

const monthsMadeAhead = 2;

const following = (month: Month): Month => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return monthOf(new Date(Date.UTC(year, number, 1)));
};

function monthsAhead(now: Date): readonly Month[] {
  const months = [monthOf(now)];
  for (let count = 0; count < monthsMadeAhead; count++)
    months.push(following(months.at(-1) as Month));
  return months;
}

const monthTable = (schema: string, month: Month): string =>
  `${quoted(schema)}.${quoted(`_history_${month.replace("-", "_")}`)}`;

const rangeOf = (month: Month): string =>
  `from ('${month}-01T00:00:00Z') to ('${following(month)}-01T00:00:00Z')`;

/** The months that have a table. */
export async function existingMonths(
  executor: Executor,
  schema: string,
): Promise<readonly Month[]> {
  const { rows } = await executor.run({
    text: "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r' and c.relname ~ '^_history_\\d{4}_\\d{2}$' order by c.relname",
    values: [schema],
  });
  return rows.map((row) => String(row[0]).slice(-7).replace("_", "-"));
}

/**
 * Makes the months to come, and those of entries that waited elsewhere. Safe from many processes
 * at once; writers are held up for the moment of attaching at most.
 */
export async function prepareMonths(
  database: Database,
  schema: string,
  now: Date,
): Promise<readonly Month[]> {
  return database.transaction(async (transaction) => {
    const run = (text: string, values: readonly unknown[] = []) =>
      transaction.run({ text, values });
    await run("set local lock_timeout = '3s'");
    await run("select pg_advisory_xact_lock(84721002, hashtext($1))", [schema]);
    const there = new Set(await existingMonths(transaction, schema));
    const other = `${quoted(schema)}."_history_other"`;
    const waiting = await run(
      `select distinct to_char("at" at time zone 'UTC', 'YYYY-MM') from ${other}`,
    );
    const wanted = new Set([...monthsAhead(now), ...waiting.rows.map((row) => String(row[0]))]);
    const made = [...wanted].filter((month) => !there.has(month)).sort();
    for (const month of made) {
      const table = monthTable(schema, month);
      const name = quoted(`_history_${month.replace("-", "_")}_pk`);
      await run(
        `create table ${table} (${columns}, constraint ${name} primary key ("record", "revision", "at"))`,
      );
      // What is on its way into the waiting place is either moved or comes after the month is there.
      await run(`lock table ${other} in access exclusive mode`);
      await run(
        `with moved as (delete from ${other} where "at" >= $1 and "at" < $2 returning *) insert into ${table} select * from moved`,
        [`${month}-01T00:00:00Z`, `${following(month)}-01T00:00:00Z`],
      );
      await run(
        `alter table ${quoted(schema)}."_history" attach partition ${table} for values ${rangeOf(month)}`,
      );
    }
    return made;
  });
}

/** How long the entries of an object are kept. */
export interface KeptDays {
  readonly object: string;
  readonly days: number;
}

const rowsPerStatement = 5000;

/**
 * Removes the entries that are older than their object keeps them, some thousands at a time, and
 * the tables of months that have passed and hold nothing any more.
 */
export async function purgeHistory(
  database: Database,
  schema: string,
  kept: readonly KeptDays[],
  now: Date,
): Promise<number> {
  let removed = 0;
  const months = await existingMonths(database, schema);
  for (const month of months.filter((each) => each < monthOf(now))) {
    const table = monthTable(schema, month);
    for (const { object, days } of kept) {
      const before = new Date(now.getTime() - days * 86_400_000);
      if (`${month}-01` > before.toISOString()) continue;
      for (let count = rowsPerStatement; count === rowsPerStatement; removed += count) {
        const gone = await database.run({
          text: `delete from ${table} where ctid = any(array(select ctid from ${table} where "object" = $1 and "at" < $2 limit ${rowsPerStatement}))`,
          values: [object, before],
        });
        count = gone.rowCount;
      }
    }
    await dropIfEmpty(database, schema, table);
  }
  return removed;
}

/** Nobody writes into a month that has passed, so an empty one stays empty. */
async function dropIfEmpty(database: Database, schema: string, table: string): Promise<void> {
  const found = await database.run({ text: `select 1 from ${table} limit 1`, values: [] });
  if (found.rows.length > 0) return;
  await database.transaction(async (transaction) => {
    await transaction.run({ text: "set local lock_timeout = '3s'", values: [] });
    const detach = `alter table ${quoted(schema)}."_history" detach partition ${table}`;
    await transaction.run({ text: detach, values: [] });
    await transaction.run({ text: `drop table ${table}`, values: [] });
  });
}
