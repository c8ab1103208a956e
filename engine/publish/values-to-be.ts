/**
 * What the fields of rows will say when a plan has been carried out as it is answered: converted,
 * earlier values back with their options, removed options replaced, what is empty filled. Read before anything is written.
 */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, joinSql, type Sql, sql, typeName } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { columnOf, noValue } from "../records/columns.ts";
import { fillBeside } from "./computed-beside.ts";
import { type ConvertedValue, convertedValue } from "./conversion.ts";
import { constantFill, isFilled } from "./fills.ts";
import { type ColumnPlace, comesBack } from "./kept-values.ts";
import type { RowsInQuestion } from "./obstacles.ts";
import { replacementIn, replaceOptions } from "./option-answers.ts";
import { plannedConversion } from "./planned-conversion.ts";
import type { Planning } from "./planning.ts";
import { returning } from "./returned-values.ts";
import { type RewrittenValues, rewritten } from "./rewritten-values.ts";
import { linksNow } from "./rows-held.ts";
import { isNotNull } from "./table-statements.ts";
import { type TypeChange, wayOf } from "./type-changes.ts";

export interface ValueToBe extends ConvertedValue {
  /** It is what a column of the table holds. */
  readonly isColumn: boolean;
  /** A default is made of the row itself, known as `t0`. */
  readonly readsRow: boolean;
}

/** The table, known as `t`, and what those are called that are joined to it. */
interface Place {
  readonly object: ObjectModel;
  readonly table: Sql;
  readonly alias: string;
}

/** What a field of the row `t` will say; null where it says nothing yet, or nobody can know. */
export async function valueToBe(
  planning: Planning,
  field: FieldModel,
  place: Place,
): Promise<ValueToBe | null> {
  const filled = fillOf(planning, field, place);
  if (filled === "unknown") return null;
  const made = await valueWithReturns(planning, field, place);
  if (made === null) return null;
  const replacing = replacedOptions(planning, field);
  const kept = replacing === null ? made : changed(made, rewritten(replacing, made.value));
  if (filled === null) return made.isNew ? null : kept;
  const value = changed(kept, sql`coalesce(${kept.value}, ${filled.value})`);
  return { ...value, readsRow: filled.readsRow };
}

const changed = (from: ValueToBe, value: Sql): ValueToBe => ({
  ...from,
  value,
  sameness: null,
  isColumn: false,
});

type ValueMade = ValueToBe & { readonly isNew?: boolean };

/** Before removed options are replaced, and empty values filled; null where nobody can know. */
async function valueWithReturns(
  planning: Planning,
  field: FieldModel,
  place: Place,
): Promise<ValueMade | null> {
  const made = await valueMade(planning, field, place);
  const back = made === null ? null : returning(planning, field);
  return made === null || back === null
    ? made
    : changed(made, rewritten(back.values("t"), made.value));
}

/** Rows of which a value comes back with its option. */
export async function rowsThatReturn(
  planning: Planning,
  { object, field }: Extract<Change, { kind: "options_restored" }>,
): Promise<RowsInQuestion | null> {
  const name = planning.before.table(object.id);
  const back = returning(planning, field);
  if (name === undefined || back === null) return null;
  const table = identifier(planning.catalog.schema, name);
  const made = await valueMade(planning, field, { object, table, alias: "returned" });
  if (made === null) return null;
  return among(table, made, back.values("t").are(made.value));
}

/** Rows without a value that get none by the type that the field is to have, too. */
export async function rowsThatStayEmpty(
  planning: Planning,
  change: Change,
): Promise<RowsInQuestion | null> {
  if (change.kind !== "field_required" || !planning.retyped.has(change.field.id)) return null;
  const { object, field } = change;
  const now = planning.before.column(field.id);
  const name = planning.before.table(object.id);
  if (name === undefined || now === undefined || !isNotNull(field)) return null;
  const table = identifier(planning.catalog.schema, name);
  const made = await valueWithReturns(planning, field, { object, table, alias: "stays" });
  const empty = sql`${identifier("t", now.name)} is null`;
  if (made === null) return { table, where: empty };
  return among(table, made, sql`${empty} and ${made.value} is null`);
}

/** Records that would stand below themselves in a tree that they have not been in. */
export async function rowsInRings(
  planning: Planning,
  { object, after }: TypeChange,
): Promise<RowsInQuestion | null> {
  const name = planning.before.table(object.id);
  if (after.type.name !== "tree_parent" || name === undefined) return null;
  const table = identifier(planning.catalog.schema, name);
  const made = await valueToBe(planning, after, { object, table, alias: "above" });
  if (made === null) return null;
  const above = sql`with recursive "made" ("id", "above") as materialized (select t."id", ${made.value} from ${table} as t ${joined(table, [made])}),
    "up" ("id", "above") as (select "id", "above" from "made" where "above" is not null
      union select u."id", m."above" from "up" as u join "made" as m on m."id" = u."above" where m."above" is not null)
    select "id" from "up" where "id" = "above"`;
  return { table, where: sql`t."id" in (${above})`, joins: true, slots: planning.clock };
}

/** Rows of which a condition on a value holds, with what has to be joined for that. */
function among(table: Sql, made: ValueToBe, where: Sql): RowsInQuestion {
  if (made.joins.length === 0 && !made.readsRow) return { table, where };
  const found = sql`select t."id" from ${table} as t ${joined(table, [made])} where ${where}`;
  return { table, where: sql`t."id" in (${found})`, joins: true };
}

/** Of the row itself; null where nobody can know. */
async function valueMade(
  planning: Planning,
  field: FieldModel,
  place: Place,
): Promise<ValueMade | null> {
  const now = planning.before.column(field.id);
  const unlinked = planning.retyped.get(field.id);
  if (unlinked !== undefined && wayOf(unlinked, planning.removed) === "unlink")
    return onlyLink(planning, unlinked, place);
  if (now === undefined) {
    const isStored = field.type.storage === "column" && field.formula === null;
    return isStored
      ? {
          value: noValue(field),
          joins: [],
          sameness: null,
          isColumn: false,
          readsRow: false,
          isNew: true,
        }
      : null;
  }
  const from = identifier("t", now.name);
  const change = planning.retyped.get(field.id);
  const way = change === undefined ? "in_place" : wayOf(change, planning.removed);
  if (change === undefined || way === "in_place") {
    // They stay what they are, in a column of another type.
    const value = change === undefined ? from : sql`${from}::${typeName(columnOf(field).sql)}`;
    return { value, joins: [], sameness: from, isColumn: true, readsRow: false };
  }
  if (way !== "convert") return null;
  return {
    ...(await converted(planning, change, { ...place, from })),
    isColumn: false,
    readsRow: false,
  };
}

/** Several become a lookup where they are one. */
function onlyLink(planning: Planning, change: TypeChange, { alias }: Place): ValueToBe {
  const joined = identifier(alias);
  const only = sql`select l."_parent", (array_agg(l."_target"))[1] as "value" from ${linksNow(planning, change)} as l group by 1 having count(*) = 1`;
  return {
    value: identifier(alias, "value"),
    joins: [sql`left join (${only}) as ${joined} on ${joined}."_parent" = t."id"`],
    sameness: null,
    isColumn: false,
    readsRow: false,
  };
}

/** What the answer makes of options that go; null where they stay. */
function replacedOptions(planning: Planning, field: FieldModel): RewrittenValues | null {
  for (const change of planning.changes)
    if (change.kind === "options_removed" && change.field.id === field.id) {
      const replacement = replacementIn(planning, change);
      return replacement === null ? null : replaceOptions(field, replacement);
    }
  return null;
}

interface Fill {
  readonly value: Sql;
  readonly readsRow: boolean;
}

/** What stands for empty values; null: nothing does. */
function fillOf(planning: Planning, field: FieldModel, { object }: Place): Fill | null | "unknown" {
  const { next, answers } = planning;
  if (!isFilled(planning.changes, field)) return null;
  const constant = constantFill(next, object, field, answers);
  if (constant !== null) return { value: constant, readsRow: false };
  if (field.default === null || "value" in field.default) return null;
  // What is made beside the table is not there yet.
  const own = fillBeside({ ...planning, prepared: new Map() }, object, field);
  return own === null ? "unknown" : { value: own.become(noValue(field)), readsRow: true };
}

/** What is joined to the row `t` for its values; the row itself once. */
export function joined(table: Sql, values: readonly ValueToBe[]): Sql {
  const own = values.some(({ readsRow }) => readsRow)
    ? [sql`join ${table} as t0 on t0."id" = t."id"`]
    : [];
  return joinSql([...values.flatMap(({ joins }) => joins), ...own], sql` `);
}

/** Rows that get no value, although one is required; null: none are, or it is not answered what they get. */
export async function rowsLeft(
  planning: Planning,
  change: Change,
  isAnswered: boolean,
): Promise<RowsInQuestion | null> {
  switch (change.kind) {
    case "options_removed":
      // What becomes required says so itself.
      return isAnswered && !isFilled(planning.changes, change.field)
        ? rowsLeftEmpty(planning, change)
        : null;
    case "field_added":
    case "field_type_changed":
      return isAnswered ? rowsLeftEmpty(planning, change) : null;
    case "field_required":
      return isAnswered || replacedOptions(planning, change.field) !== null
        ? rowsLeftEmpty(planning, change)
        : null;
    default:
      return null;
  }
}

/** Rows that an answer or a default leaves without a value where one is required; null: there are none. */
async function rowsLeftEmpty(planning: Planning, change: Change): Promise<RowsInQuestion | null> {
  const field = "field" in change ? change.field : "after" in change ? change.after : null;
  if (field === null || !("object" in change) || !isNotNull(field)) return null;
  const { object } = change;
  const name = planning.before.table(object.id);
  if (name === undefined) return null;
  const constant = isFilled(planning.changes, field)
    ? constantFill(planning.next, object, field, planning.answers)
    : null;
  if (constant !== null) return null;
  const table = identifier(planning.catalog.schema, name);
  const place = { object, table, alias: "target" };
  const made = await valueToBe(planning, field, place);
  if (made === null) return null;
  return { ...among(table, made, sql`${made.value} is null`), slots: planning.clock };
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
