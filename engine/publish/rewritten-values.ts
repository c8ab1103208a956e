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
import { alter, type StagedStatement } from "./staged-statement.ts";
import { newColumn } from "./type-change-statements.ts";

/** `t0` is the table. */
export interface RewrittenValues {
  /** True for stored values that are replaced; may be null. */
  are(stored: Sql): Sql;
  become(stored: Sql): Sql;
}

/** As many rows are written while everybody waits. */
const rowsAtOnce = 10_000;

/** The values are written where they are. */
export function rewriteInPlace(
  schema: string,
  object: ObjectModel,
  field: FieldModel,
  { are, become }: RewrittenValues,
): Sql {
  const stored = identifier("t0", field.name);
  const table = identifier(schema, tableOf(object));
  return sql`update ${table} as t0 set ${identifier(field.name)} = ${become(stored)} where ${are(stored)}`;
}

/** The value that a row has in the column that is made ready. */
export const rewritten = ({ are, become }: RewrittenValues, stored: Sql): Sql =>
  sql`case when ${are(stored)} then ${become(stored)} else ${stored} end`;

/** Whether so many values of a field are replaced beside its table, in a column of their own. */
export function isRewrittenBeside(
  planning: Planning,
  change: Change,
  rows: number,
): change is Extract<Change, { kind: "field_required" | "options_removed" }> {
  return (
    (change.kind === "field_required" || change.kind === "options_removed") &&
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

/** The column that was made ready takes the place of the stored one, which waits to be compared with it. */
export const columnInItsPlace = (
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
): readonly StagedStatement[] =>
  newColumn(planning.names, { object, before: field, after: field }, baseName(field.id));

/** What was written meanwhile is replaced too, and the stored column goes. */
export function settleRewritten(
  { names, clock }: Planning,
  object: ObjectModel,
  field: FieldModel,
  values: RewrittenValues,
): readonly Statement[] {
  const table = identifier(names.schema, tableOf(object));
  const value = rewritten(values, identifier("t0", baseName(field.id)));
  const settle = sql`update ${table} as t0 set ${identifier(field.name)} = ${value} where ${identifier("t0", field.name)} is distinct from ${value}`;
  const drop = alter(names, tableOf(object), `drop column ${quoted(baseName(field.id))}`);
  return [prepareSql(settle).bind(clock), { text: drop, values: [] }];
}
