/**
 * Stored values of one field that a publish replaces by others: removed options, and what is empty
 * and must not be. Few of them are written where they are. Where they are many, in a large table, the
 * whole column is made ready beside it, and takes its place when the version switches. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Statement } from "../db/database.ts";
import { baseName, quoted, tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { isLarge, isMadeBeside } from "./large-work.ts";
import type { Planning } from "./planning.ts";
import { alter, at, type StagedStatement } from "./staged-statement.ts";
import { columnDefinition, type TableNames } from "./table-statements.ts";
import { newColumn } from "./type-change-statements.ts";

/** `t0` is the table. */
export interface RewrittenValues {
  /** True for stored values that are replaced; may be null. */
  are(stored: Sql): Sql;
  become(stored: Sql): Sql;
}

/** As many rows are written while everybody waits. */
const rowsAtOnce = 10_000;

/** The values are written where they are; `kept` is the column that keeps what they were. */
export function rewriteInPlace(
  schema: string,
  object: ObjectModel,
  field: FieldModel,
  { are, become }: RewrittenValues,
  kept: string | null = null,
): Sql {
  const stored = identifier("t0", field.name);
  const table = identifier(schema, tableOf(object));
  const keeping = kept === null ? sql`` : sql`, ${identifier(kept)} = ${stored}`;
  return sql`update ${table} as t0 set ${identifier(field.name)} = ${become(stored)}${keeping} where ${are(stored)}`;
}

/** A column that keeps what values were, where they are replaced. */
export const keptColumn = (
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
  kept: string,
): readonly StagedStatement[] => {
  const definition = columnDefinition({ ...field, name: kept });
  return at("alter", [alter(names, tableOf(object), `add column ${definition}`)]);
};

/** The value that a row has in the column that is made ready. */
export const rewritten = ({ are, become }: RewrittenValues, stored: Sql): Sql =>
  sql`case when ${are(stored)} then ${become(stored)} else ${stored} end`;

/** The same by one after the other; each reads the value as a whole, however often it needs it. */
export const rewrittenInTurn = (values: readonly RewrittenValues[], stored: Sql): Sql =>
  values.reduce(
    (value, made) =>
      sql`(select ${rewritten(made, sql`"s"."value"`)} from (select ${value} as "value" offset 0) as "s")`,
    stored,
  );

/** Whether so many values of a field are replaced beside its table, in a column of their own. */
export function isRewrittenBeside(
  planning: Planning,
  change: Change,
  rows: number,
): change is Extract<Change, { kind: "field_required" | "options_removed" | "options_restored" }> {
  return (
    (change.kind === "field_required" ||
      change.kind === "options_removed" ||
      change.kind === "options_restored") &&
    !planning.prepared.has(change.field.id) &&
    isManyRows(planning, change, rows)
  );
}

/** Whether it takes long to write them, and the formulas of other tables that read them. */
export const isManyRows = (
  planning: Planning,
  change: Extract<Change, { object: ObjectModel }>,
  rows: number,
): boolean =>
  isLarge(planning, change.object) ? rows > rowsAtOnce : rows > 0 && isMadeBeside(planning, change);

/**
 * The column that was made ready takes the place of the stored one, which waits to be compared with
 * it; `kept` is what that is called where it stays.
 */
export const columnInItsPlace = (
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
  kept: string | null,
): readonly StagedStatement[] =>
  newColumn(planning.names, { object, before: field, after: field }, kept ?? baseName(field.id));

/** What was written meanwhile is replaced too, and the stored column goes unless it is kept. */
export function settleRewritten(
  { names, clock }: Planning,
  object: ObjectModel,
  field: FieldModel,
  values: RewrittenValues,
  kept: string | null,
): readonly Statement[] {
  const table = identifier(names.schema, tableOf(object));
  const value = rewritten(values, identifier("t0", kept ?? baseName(field.id)));
  const settle = sql`update ${table} as t0 set ${identifier(field.name)} = ${value} where ${identifier("t0", field.name)} is distinct from ${value}`;
  const drop = alter(names, tableOf(object), `drop column ${quoted(baseName(field.id))}`);
  return [prepareSql(settle).bind(clock), ...(kept === null ? [{ text: drop, values: [] }] : [])];
}
