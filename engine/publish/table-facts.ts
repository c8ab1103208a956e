/** About how many rows the tables of a plan hold: PostgreSQL's own statistics, or their size. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import type { Before } from "./obstacles.ts";

/** Bytes of a row, where nothing is known but the size of the table. */
const rowBytes = 100;

/** What PostgreSQL knows of the tables of a workspace. */
export interface TableFacts {
  /** Two digits, so that two plans of one state are the same. */
  rows(table: string): number;
  /** Columns the table has had, dropped ones too. */
  columnsEver(table: string): number;
}

const nothingKnown: TableFacts = { rows: () => 0, columnsEver: () => 0 };

export async function readTableFacts(
  executor: Executor,
  catalog: Catalog,
  before: Before,
  objects: readonly ObjectModel[],
): Promise<TableFacts> {
  const tables = objects.flatMap(({ id }) => before.table(id) ?? []);
  if (tables.length === 0) return nothingKnown;
  const { rows } = await executor.run({
    text: `select c.relname, case when c.reltuples >= 0 then c.reltuples else 0 end, pg_catalog.pg_relation_size(c.oid) / $2, (select max(a.attnum) from pg_catalog.pg_attribute a where a.attrelid = c.oid)
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind = 'r' and c.relname = any($3)`,
    values: [catalog.schema, rowBytes, [...new Set(tables)]],
  });
  const estimates = new Map(
    rows.map(([table, tuples, bySize]) => [
      String(table),
      roundedToTwoDigits(Number(tuples) > 0 ? Number(tuples) : Number(bySize)),
    ]),
  );
  const columns = new Map(rows.map(([table, , , count]) => [String(table), Number(count)]));
  return {
    rows: (table) => estimates.get(table) ?? 0,
    columnsEver: (table) => columns.get(table) ?? 0,
  };
}

/** Columns of a table, hidden ones too; rows of it and of the tables whose foreign keys point to it. */
export async function readBoundTables(
  executor: Executor,
  schema: string,
  table: string,
): Promise<{ readonly present: number; readonly rows: number }> {
  const { rows } = await executor.run({
    text: `with "bound" as (select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2)
      select (select count(*) from pg_catalog.pg_attribute a join "bound" b on a.attrelid = b.oid where a.attnum > 0 and not a.attisdropped),
        (select sum(case when c.reltuples > 0 then c.reltuples else pg_catalog.pg_relation_size(c.oid) / $3 end) from pg_catalog.pg_class c
          where c.oid in (select oid from "bound" union select k.conrelid from pg_catalog.pg_constraint k join "bound" b on k.confrelid = b.oid))`,
    values: [schema, table, rowBytes],
  });
  const [present, count] = rows[0] ?? [];
  return { present: Number(present), rows: roundedToTwoDigits(Number(count)) };
}

function roundedToTwoDigits(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(count, 1))) - 1);
  return Math.round(count / unit) * unit;
}
