/** Tables of a workspace as PostgreSQL holds them, in a form that can be compared. */
import type { Executor } from "../db/database.ts";

export interface TableShape {
  /** `numeric(18,2) not null` by column. */
  readonly columns: Map<string, string>;
  /** `unique (name)` by index; those of constraints are left out. */
  readonly indexes: Map<string, string>;
  /** `foreign key (customer) references customer(id)` by constraint. */
  readonly constraints: Map<string, string>;
}

export type Shape = ReadonlyMap<string, TableShape>;

/**
 * Reads the tables of a workspace's objects, not those that are the engine's own: removed ones
 * (`$…`) and `_history`, `_counter` …. Each is read by the indexes of PostgreSQL's catalogs, so
 * that other schemas cost nothing.
 */
export async function readShape(executor: Executor, schema: string): Promise<Shape> {
  const shape = new Map<string, TableShape>();
  const { rows } = await executor.run({
    text: `with own as materialized (select c.oid, c.relname from pg_catalog.pg_class c
        where c.relnamespace = (select n.oid from pg_catalog.pg_namespace n where n.nspname = $1) and c.relkind = 'r'
          and c.relname !~ '^[$_]')
      select own.relname, part.kind, part.name, part.text from own cross join lateral (
        select 'column' as kind, a.attname as name, format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as text
          from pg_catalog.pg_attribute a where a.attrelid = own.oid and a.attnum > 0 and not a.attisdropped
        union all
        select 'index', ic.relname, case when i.indisunique then 'unique ' else 'index ' end
            || regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING btree ', '')
            || case when i.indisvalid then '' else ' invalid' end
          from pg_catalog.pg_index i join pg_catalog.pg_class ic on ic.oid = i.indexrelid
          where i.indrelid = own.oid
            and not exists (select 1 from pg_catalog.pg_constraint k where k.conrelid = own.oid and k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
        union all
        select 'constraint', k.conname, pg_get_constraintdef(k.oid)
          from pg_catalog.pg_constraint k where k.conrelid = own.oid and k.contype <> 'n'
      ) as part`,
    values: [schema],
  });
  for (const [table = "", kind, name = "", text = ""] of rows) {
    const own = shape.get(table ?? "") ?? emptyTable();
    shape.set(table ?? "", own);
    if (kind === "column") own.columns.set(name ?? "", text ?? "");
    else if (kind === "index") own.indexes.set(name ?? "", plain(text ?? ""));
    else own.constraints.set(name ?? "", constraintText(text ?? "", schema));
  }
  return shape;
}

const emptyTable = (): TableShape => ({
  columns: new Map(),
  indexes: new Map(),
  constraints: new Map(),
});

const plain = (text: string): string => text.replaceAll('"', "").trim();

const constraintText = (text: string, schema: string): string =>
  plain(text)
    // It holds for what is written; what was there is compared after the publish.
    .replace(/ NOT VALID$/, "")
    .replace(` REFERENCES ${schema}.`, " REFERENCES ")
    .replace(/\(id\)/g, "(id)")
    .replace(/REFERENCES ([^ (]+)\(/, "REFERENCES $1 (")
    .toLowerCase();
