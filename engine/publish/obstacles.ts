/** Rows that stand against a change: counted and sampled before anything runs. */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, joinSql, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { isNotNull } from "./table-statements.ts";

export interface Obstacles {
  readonly count: number;
  /** Ids of some of the rows. */
  readonly samples: readonly string[];
}

export const samplesMaximum = 20;

/** Tables and columns as they are now, found by id. */
export interface Before {
  object(id: string): ObjectModel | undefined;
  field(id: string): FieldModel | undefined;
}

const beforeKey = Symbol("objects and fields by id");

export const beforeOf = (catalog: Catalog): Before => catalog.derived(beforeKey, readBefore);

function readBefore(catalog: Catalog): Before {
  const objects = new Map<string, ObjectModel>();
  for (const model of catalog.rows.values()) objects.set(model.id, model);
  const fields = new Map<string, FieldModel>();
  for (const model of objects.values())
    for (const field of model.fields) fields.set(field.id, field);
  return { object: (id) => objects.get(id), field: (id) => fields.get(id) };
}

/** Null when nothing can stand against the change. `filled`: ids of fields that get a value. */
export async function obstaclesOf(
  executor: Executor,
  change: Change,
  catalog: Catalog,
  before: Before,
  filled: ReadonlySet<string>,
): Promise<Obstacles | null> {
  const condition = conditionOf(change, catalog, before, filled);
  if (condition === null) return null;
  const { rows } = await executor.run(
    prepareSql(
      sql`with offending as (select "id" from ${condition.table} as t where ${condition.where})
        select (select count(*) from offending), array_to_json(array(select "id" from offending limit ${parameter(samplesMaximum, "bigint")}))`,
    ).bind({}),
  );
  const [count, samples] = rows[0] ?? [];
  const ids: unknown = JSON.parse(samples ?? "[]");
  return { count: Number(count), samples: Array.isArray(ids) ? ids.map(String) : [] };
}

interface Condition {
  readonly table: Sql;
  readonly where: Sql;
}

function conditionOf(
  change: Change,
  catalog: Catalog,
  before: Before,
  filled: ReadonlySet<string>,
): Condition | null {
  if (!("object" in change)) return null;
  const object = before.object(change.object.id);
  if (object === undefined) return null;
  const table = identifier(catalog.schema, tableOf(object));
  switch (change.kind) {
    case "field_added":
      return isNotNull(change.field) && !filled.has(change.field.id)
        ? { table, where: sql`true` }
        : null;
    case "field_required": {
      const column = columnNow(before, change.field);
      if (column === null || !isNotNull(change.field) || filled.has(change.field.id)) return null;
      return { table, where: sql`${column} is null` };
    }
    case "field_unique": {
      const column = columnNow(before, change.field);
      return column === null ? null : { table, where: repeated(table, [column]) };
    }
    case "unique_key_added": {
      const columns = change.fields.map((field) => columnNow(before, field));
      const present = columns.filter((column) => column !== null);
      return present.length === columns.length ? { table, where: repeated(table, present) } : null;
    }
    case "options_removed": {
      const column = columnNow(before, change.field);
      if (column === null) return null;
      const values = parameter([...change.values], "text[]");
      return change.field.type.wire === "text_list"
        ? { table, where: sql`${column} && ${values}` }
        : { table, where: sql`${column} = any(${values})` };
    }
    default:
      return null;
  }
}

function columnNow(before: Before, field: FieldModel): Sql | null {
  const now = before.field(field.id);
  return now === undefined || now.type.storage !== "column" ? null : identifier("t", now.name);
}

/** Rows that share their values with another row; empty values never do. */
function repeated(table: Sql, columns: readonly Sql[]): Sql {
  const list = joinSql(columns, sql`, `);
  const present = joinSql(
    columns.map((column) => sql`${column} is not null`),
    sql` and `,
  );
  return sql`(${list}) in (select ${list} from ${table} as t where ${present} group by ${list} having count(*) > 1)`;
}
