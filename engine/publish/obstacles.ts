/** Rows that stand against a change: counted and sampled before anything runs. */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, joinSql, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { removedName, tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import type { Removed } from "./removed.ts";
import { isNotNull } from "./table-statements.ts";

export interface Obstacles {
  readonly count: number;
  /** Ids of some of the rows. */
  readonly samples: readonly string[];
  /** False when an answer has been given, or the rows are only warned of. */
  readonly blocking: boolean;
}

export const samplesMaximum = 20;

/** Tables and columns as they are now, hidden ones too, found by id. */
export interface Before {
  /** Name of an object's table, or of that of child rows. */
  table(objectId: string): string | undefined;
  /** A field that has a column, and the column's name. */
  column(fieldId: string): { readonly field: FieldModel; readonly name: string } | undefined;
}

type Column = { readonly field: FieldModel; readonly name: string };

const beforeKey = Symbol("tables and columns by id");

/** What is published first, then what waits hidden. */
export function beforeOf(catalog: Catalog, removed: Removed): Before {
  const present = catalog.derived(beforeKey, readBefore);
  if (removed.all.length === 0) return present;
  const hidden = hiddenBefore(removed);
  return {
    table: (id) => present.table(id) ?? hidden.table(id),
    column: (id) => present.column(id) ?? hidden.column(id),
  };
}

function readBefore(catalog: Catalog): Before {
  const tables = new Map<string, string>();
  const columns = new Map<string, Column>();
  for (const model of catalog.objects.values()) note(tables, columns, model, tableOf);
  return { table: (id) => tables.get(id), column: (id) => columns.get(id) };
}

function hiddenBefore(removed: Removed): Before {
  const tables = new Map<string, string>();
  const columns = new Map<string, Column>();
  const hiddenTable = ({ id }: ObjectModel) => removedName(id);
  const oldestFirst = [...removed.all].reverse();
  for (const { kind, object } of oldestFirst)
    if (kind === "object") note(tables, columns, object, hiddenTable);
  for (const { kind, field } of oldestFirst) {
    if (kind !== "field" || field === null) continue;
    if (field.children !== null) note(tables, columns, field.children, hiddenTable);
    else if (field.type.storage === "column")
      columns.set(field.id, { field, name: removedName(field.id) });
  }
  return { table: (id) => tables.get(id), column: (id) => columns.get(id) };
}

function note(
  tables: Map<string, string>,
  columns: Map<string, Column>,
  model: ObjectModel,
  tableName: (model: ObjectModel) => string,
): void {
  tables.set(model.id, tableName(model));
  for (const field of model.fields) {
    if (field.type.storage === "column") columns.set(field.id, { field, name: field.name });
    if (field.children !== null) note(tables, columns, field.children, tableName);
  }
}

/** Null when nothing can stand against the change. */
export async function obstaclesOf(
  executor: Executor,
  change: Change,
  catalog: Catalog,
  before: Before,
): Promise<Obstacles | null> {
  const condition = conditionOf(change, catalog, before);
  if (condition === null) return null;
  const { rows } = await executor.run(
    prepareSql(
      sql`with offending as (select "id" from ${condition.table} as t where ${condition.where})
        select (select count(*) from offending), array_to_json(array(select "id" from offending limit ${parameter(samplesMaximum, "bigint")}))`,
    ).bind({}),
  );
  const [count, samples] = rows[0] ?? [];
  const ids: unknown = JSON.parse(samples ?? "[]");
  const list = Array.isArray(ids) ? ids.map(String) : [];
  return { count: Number(count), samples: list, blocking: true };
}

interface Condition {
  readonly table: Sql;
  readonly where: Sql;
}

function conditionOf(change: Change, catalog: Catalog, before: Before): Condition | null {
  if (!("object" in change)) return null;
  const name = before.table(change.object.id);
  if (name === undefined) return null;
  const table = identifier(catalog.schema, name);
  switch (change.kind) {
    case "field_added":
      return isNotNull(change.field) ? { table, where: sql`true` } : null;
    case "field_required": {
      const column = columnNow(before, change.field);
      if (column === null || !isNotNull(change.field)) return null;
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
    case "field_changed":
      return change.field.type.name === "tree_parent"
        ? ringCondition(table, before, change.field)
        : null;
    default:
      return null;
  }
}

/** Records that stand below themselves, when a lookup becomes the parent of a tree. */
function ringCondition(table: Sql, before: Before, field: FieldModel): Condition | null {
  const now = before.column(field.id);
  if (now === undefined || now.field.type.name === "tree_parent") return null;
  const column = identifier(now.name);
  const above = sql`with recursive "path" ("id") as (select t.${column} union select r.${column} from ${table} as r join "path" as p on r."id" = p."id") select "id" from "path"`;
  return { table, where: sql`t.${column} is not null and t."id" in (${above})` };
}

function columnNow(before: Before, field: FieldModel): Sql | null {
  const now = before.column(field.id);
  return now === undefined ? null : identifier("t", now.name);
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
