/** All that PostgreSQL keeps of a table and of what points to it, to be compared with itself. */
import type { Executor } from "../../engine/db/database.ts";

/** One line per part, in order; the numbers of columns, which only a new table begins again, left out. */
export async function tableParts(
  executor: Executor,
  schema: string,
  table: string,
): Promise<readonly string[]> {
  const { rows } = await executor.run({
    text: `with t as (select c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2)
      select format('column %s %s %s %s %s %s %s %s %s %s', lpad((row_number() over (order by a.attnum))::text, 4, '0'), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
          a.attcollation::regcollation, a.attgenerated, (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d where d.adrelid = t.oid and d.adnum = a.attnum), a.attstorage::text || a.attcompression::text, a.attstattarget, col_description(t.oid, a.attnum))
        from pg_attribute a, t where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      union all select format('index %s', pg_get_indexdef(i.indexrelid)) from pg_index i, t where i.indrelid = t.oid
      union all select format('constraint %s %s %s %s', k.conrelid::regclass, k.conname, k.convalidated, pg_get_constraintdef(k.oid)) from pg_constraint k, t where t.oid in (k.conrelid, k.confrelid)
      union all select pg_get_statisticsobjdef(s.oid) from pg_statistic_ext s, t where s.stxrelid = t.oid
      union all select format('options %s grants %s comment %s', t.reloptions, (select array_agg(g::text order by g::text) from unnest(t.relacl) g), obj_description(t.oid)) from t
      union all select format('grants %s %s', a.attname, a.attacl) from pg_attribute a, t where a.attrelid = t.oid and a.attacl is not null
      order by 1`,
    values: [schema, table],
  });
  return rows.map(([line]) => String(line));
}

/** Columns the table has had in its life. */
export async function columnsEver(
  executor: Executor,
  schema: string,
  table: string,
): Promise<number> {
  const { rows } = await executor.run({
    text: "select max(a.attnum) from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2",
    values: [schema, table],
  });
  return Number(rows[0]?.[0]);
}

/** Ages a table by as many columns as it would have had after years of changes. */
export const wearOut = (executor: Executor, schema: string, table: string, columns: number) =>
  executor.run({
    text: `do $$ begin
      execute (select 'alter table "${schema}"."${table}" ' || string_agg('add column worn_' || n || ' boolean', ', ') from generate_series(1, ${columns}) n);
      execute (select 'alter table "${schema}"."${table}" ' || string_agg('drop column worn_' || n, ', ') from generate_series(1, ${columns}) n);
    end $$`,
    values: [],
  });
