/** Rows that share values which are to be unique: as they are now, or as they will have become. */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { type ConvertedValue, convertedValue } from "./conversion.ts";
import { type ColumnPlace, comesBack } from "./kept-values.ts";
import type { RowsInQuestion } from "./obstacles.ts";
import { plannedConversion } from "./planned-conversion.ts";
import type { Planning } from "./planning.ts";
import { type TypeChange, wayOf } from "./type-changes.ts";

/** Null when nothing is to be unique after the change, or nothing has values yet. */
export async function rowsThatRepeat(
  planning: Planning,
  change: Change,
): Promise<RowsInQuestion | null> {
  const fields = uniqueFields(change);
  if (fields === null || !("object" in change)) return null;
  const name = planning.before.table(change.object.id);
  if (name === undefined) return null;
  const table = identifier(planning.catalog.schema, name);
  const values: Value[] = [];
  for (const field of fields) {
    const value = await valueToBe(planning, field, { table, alias: `target_${values.length}` });
    if (value === null) return null;
    values.push(value);
  }
  return values.every(({ isColumn }) => isColumn)
    ? repeatedNow(
        table,
        values.map(({ value }) => value),
      )
    : repeatedLater(table, values);
}

function uniqueFields(change: Change): readonly FieldModel[] | null {
  switch (change.kind) {
    case "unique_key_added":
    case "unique_key_kept":
      return change.fields;
    case "field_unique":
      return [change.field];
    default:
      return null;
  }
}

interface Value extends ConvertedValue {
  /** It is what a column of the table holds. */
  readonly isColumn: boolean;
}

/** The table, known as `t`, and what those are called that are joined to it. */
interface Place {
  readonly table: Sql;
  readonly alias: string;
}

/** What a field of the row `t` will say; null where it says nothing before the change. */
async function valueToBe(
  planning: Planning,
  field: FieldModel,
  place: Place,
): Promise<Value | null> {
  const now = planning.before.column(field.id);
  if (now === undefined) return null;
  const from = identifier("t", now.name);
  const change = planning.retyped.get(field.id);
  const way = change === undefined ? "in_place" : wayOf(change, planning.removed);
  if (change === undefined || way === "in_place")
    return { value: from, joins: [], sameness: from, isColumn: true };
  if (way !== "convert") return null;
  return { ...(await converted(planning, change, { ...place, from })), isColumn: false };
}

/**
 * As `runConversion` will write it: values that are still what the kept former ones became are those
 * again, all others are converted.
 */
async function converted(
  planning: Planning,
  change: TypeChange,
  place: ColumnPlace,
): Promise<ConvertedValue> {
  const { executor, unplain } = planning;
  const { now: conversion } = plannedConversion(planning, change);
  const now = await convertedValue(executor, conversion, place, unplain.get(change.after.id));
  const kept = await comesBack(planning, change, place);
  if (kept === null) return now;
  return {
    value: sql`case when ${kept.is} then coalesce(${kept.value}, ${now.value}) else ${now.value} end`,
    joins: [...now.joins, ...kept.joins],
    sameness: null,
  };
}

const allPresent = (columns: readonly Sql[]): Sql =>
  joinSql(
    columns.map((column) => sql`${column} is not null`),
    sql` and `,
  );

/** Lists of values that stand in several rows; empty values are like no other. */
const repeatedIn = (rows: Sql, columns: readonly Sql[]): Sql => {
  const list = joinSql(columns, sql`, `);
  return sql`select ${list} from ${rows} where ${allPresent(columns)} group by ${list} having count(*) > 1`;
};

function repeatedNow(table: Sql, columns: readonly Sql[]): RowsInQuestion {
  const groups = repeatedIn(sql`${table} as t`, columns);
  const where = sql`(${joinSql(columns, sql`, `)}) in (${groups})`;
  return { table, where, glance: sql`${groups} limit 1` };
}

/** Each value is made once for each row that may have one like another's. */
function repeatedLater(table: Sql, values: readonly ConvertedValue[]): RowsInQuestion {
  const names = values.map((_, index) => identifier(`value_${index}`));
  const made = joinSql(
    values.map(({ value }, index) => sql`${value} as ${names[index] ?? sql``}`),
    sql`, `,
  );
  const joins = joinSql(
    values.flatMap((value) => value.joins),
    sql` `,
  );
  const same = values.flatMap(({ sameness }) => sameness ?? []);
  const alike = same.length === values.length ? repeatedNow(table, same) : null;
  const rows = sql`select t."id", ${made} from ${table} as t ${joins} where ${alike?.where ?? sql`true`}`;
  const repeated = sql`with v as materialized (${rows}) select v."id" from v where (${joinSql(names, sql`, `)}) in (${repeatedIn(sql`v`, names)})`;
  const where = sql`t."id" in (${repeated})`;
  return { table, where, joins: true, ...(alike?.glance && { glance: alike.glance }) };
}
