/** A table made anew is the table it was, whatever binds it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectDatabase, type Database } from "../../engine/db/database.ts";
import { rebuildTable } from "../../engine/publish/rebuild-table.ts";
import { Refused } from "../../engine/records/writer.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { columnsEver, tableParts, wearOut } from "../support/table-parts.ts";

let own: TestDatabase;
let database: Database;
const run = async (...texts: string[]) => {
  for (const text of texts) await database.run({ text, values: [] });
};

beforeEach(async () => {
  own = await createTestDatabase();
  database = connectDatabase(own.url, 4);
  await run(
    "create schema w_x",
    "create table w_x.region (id uuid constraint pk_region primary key, name text)",
    `create table w_x.customer (id uuid not null, gone text, name text collate "C" not null, region uuid, "else" uuid, boss uuid,
      span daterange, tags text[], price numeric(10,2) default 1, "$removed_a1" text, "$former_b2_3" bigint,
      shown jsonb generated always as (case when region is not null then jsonb_object(array['id',region::text]) end) virtual not null,
      doubled numeric generated always as (price * 2) stored,
      constraint pk_customer primary key (id), constraint un_customer unique (name, price) deferrable, constraint ck_customer check (num_nonnulls(region, "else") <= 1),
      constraint ex_customer exclude using gist (span with &&), constraint fk_region foreign key (region) references w_x.region (id) on delete set null,
      constraint fk_boss foreign key (boss) references w_x.customer (id) deferrable initially deferred)`,
    "alter table w_x.customer add constraint ck_later check (price > 0) not valid",
    "create unique index uq_name on w_x.customer (name)",
    "create index ix_some on w_x.customer using gin (tags) where price > 0",
    "create table w_x.call (id uuid primary key, customer uuid constraint fk_customer references w_x.customer (id) on delete cascade)",
    "create statistics w_x.st_customer (dependencies) on region, boss from w_x.customer",
    "alter table w_x.customer alter column name set statistics 500, alter column name set storage external, set (fillfactor = 70)",
    "comment on table w_x.customer is 'by hand'",
    "comment on column w_x.customer.name is 'full name'",
    "grant select on w_x.customer to pg_monitor with grant option",
    "grant update (name) on w_x.customer to public",
    "insert into w_x.region values (md5('r')::uuid, 'north')",
    `insert into w_x.customer (id, name, region, boss, span, "$removed_a1", "$former_b2_3")
      select md5(n::text)::uuid, 'c' || n, md5('r')::uuid, md5((n / 2)::text)::uuid, daterange(current_date + n, current_date + n + 1), 'old' || n, n from generate_series(0, 300) n`,
    "insert into w_x.call select id, id from w_x.customer",
    "alter table w_x.customer drop column gone",
  );
});
afterEach(async () => {
  await database.close();
  await own.drop();
});

const content = async () =>
  (await database.run({ text: "select c::text from w_x.customer c order by id", values: [] })).rows;
const rebuild = () =>
  database.transaction((transaction) => rebuildTable(transaction, "w_x", "customer", "Customer"));

test("all that is in a table and all that binds it is there again, and its columns count anew", async () => {
  await wearOut(database, "w_x", "customer", 1500);
  const [parts, rows] = [await tableParts(database, "w_x", "customer"), await content()];
  expect(rows).toHaveLength(301);
  await rebuild();
  expect(await tableParts(database, "w_x", "customer")).toEqual(parts);
  expect(await content()).toEqual(rows);
  expect(await columnsEver(database, "w_x", "customer")).toBe(12);
  await run("delete from w_x.customer where name = 'c300'");
  const calls = await database.run({ text: "select count(*) from w_x.call", values: [] });
  expect(calls.rows).toEqual([["300"]]);
});

test.each([
  ["view w_x.seen", "create view w_x.seen as select name from w_x.customer"],
  [
    "trigger told on table w_x.customer",
    "create trigger told before update on w_x.customer for each row execute function suppress_redundant_updates_trigger()",
  ],
  [
    "policy own on table w_x.customer",
    "create policy own on w_x.customer to public using (name = current_user)",
  ],
  ["column c of table w_x.other", "create table w_x.other (c w_x.customer)"],
  ["replica identity", "alter table w_x.customer replica identity full"],
])("what depends on the table by another hand is named and kept: %s", async (name, make) => {
  await run(make);
  const rows = await content();
  const refusal = await rebuild().catch((error: unknown) => error);
  if (!(refusal instanceof Refused)) throw refusal;
  expect(refusal.problems).toMatchObject([{ code: "table_held" }]);
  expect(refusal.problems[0]?.params.holders).toContain(name);
  expect(await content()).toEqual(rows);
});
