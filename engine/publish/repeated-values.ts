/** Rows that share values which are to be unique: as they are now, or as they will have become. */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, joinSql, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { formerName } from "../db/names.ts";
import { columnOf } from "../records/columns.ts";
import { convertedValue } from "./conversion.ts";
import type { RowsInQuestion } from "./obstacles.ts";
import { plannedConversion } from "./planned-conversion.ts";
import type { Planning } from "./planning.ts";
import { formerOf, type TypeChange, wayOf } from "./type-changes.ts";

/** Null when nothing becomes unique by the change, or nothing has values yet. */
export async function rowsThatRepeat(
  planning: Planning,
  change: Change,
): Promise<RowsInQuestion | null> {
  if (change.kind !== "unique_key_added" && change.kind !== "field_unique") return null;
  const { object } = change;
  const name = planning.before.table(object.id);
  if (name === undefined) return null;
  const table = identifier(planning.catalog.schema, name);
  const fields = "fields" in change ? change.fields : [change.field];
  const values: Value[] = [];
  for (const field of fields) {
    const value = await valueToBe(planning, field, table);
    if (value === null) return null;
    values.push(value);
  }
  const columns = values.map(({ sql: column }) => column);
  return values.some(({ isColumn }) => !isColumn)
    ? { table, where: repeatedLater(table, columns) }
    : repeatedNow(table, columns);
}

interface Value {
  readonly sql: Sql;
  /** It is what a column of the table holds. */
  readonly isColumn: boolean;
}

/** What a field of the row `t` will say; null where it says nothing before the change. */
async function valueToBe(planning: Planning, field: FieldModel, table: Sql): Promise<Value | null> {
  const now = planning.before.column(field.id);
  if (now === undefined) return null;
  const from = identifier("t", now.name);
  const change = planning.retyped.get(field.id);
  const way = change === undefined ? "in_place" : wayOf(change, planning.removed);
  if (change === undefined || way === "in_place") return { sql: from, isColumn: true };
  if (way !== "convert") return null;
  return { sql: await converted(planning, change, { table, from }), isColumn: false };
}

/**
 * As `runConversion` will write it: values that are still what the kept former ones became are those
 * again, all others are converted.
 */
async function converted(
  planning: Planning,
  change: TypeChange,
  place: { readonly table: Sql; readonly from: Sql },
): Promise<Sql> {
  const { executor, removed } = planning;
  const { before, after } = change;
  const { now: conversion } = plannedConversion(planning, change);
  const value = await convertedValue(executor, conversion, place);
  const kept = formerOf(after, removed);
  if (kept === undefined) return value;
  const former = {
    table: place.table,
    from: identifier("t", formerName(after.id, kept.thing.version)),
  };
  const became: Sql[] = [];
  for (const round of columnOf(before).parameter === "numeric" ? [false, true] : [false]) {
    const forth = { ...conversion, before: kept.as ?? after, after: before, round };
    became.push(await convertedValue(executor, forth, former));
  }
  const unchanged = joinSql(
    became.map((was) => sql`${place.from} is not distinct from ${was}`),
    sql` or `,
  );
  const back =
    kept.as === null
      ? former.from
      : await convertedValue(executor, { ...conversion, before: kept.as, round: false }, former);
  return sql`case when ${former.from} is not null and (${unchanged}) then coalesce(${back}, ${value}) else ${value} end`;
}

const allPresent = (columns: readonly Sql[]): Sql =>
  joinSql(
    columns.map((column) => sql`${column} is not null`),
    sql` and `,
  );

/** Empty values are like no other. */
function repeatedNow(table: Sql, columns: readonly Sql[]): RowsInQuestion {
  const list = joinSql(columns, sql`, `);
  const groups = sql`select ${list} from ${table} as t where ${allPresent(columns)} group by ${list} having count(*) > 1`;
  return { table, where: sql`(${list}) in (${groups})`, glance: sql`${groups} limit 1` };
}

/** Each value is made once for each row. */
function repeatedLater(table: Sql, values: readonly Sql[]): Sql {
  const names = values.map((_, index) => identifier(`value_${index}`));
  const list = joinSql(names, sql`, `);
  const made = joinSql(
    values.map((value, index) => sql`${value} as ${names[index] ?? sql``}`),
    sql`, `,
  );
  const rows = sql`select t."id", ${made} from ${table} as t`;
  const counted = sql`select v."id", count(*) over (partition by ${list}) as "times" from (${rows}) as v where ${allPresent(names)}`;
  return sql`t."id" in (select c."id" from (${counted}) as c where c."times" > ${parameter(1, "integer")})`;
}
