/** Formulas as SQL, and whether the numbers that they give fit their fields. */
import {
  identifier,
  joinSql,
  parameter,
  type Sql,
  type SqlContext,
  sql,
  toSql,
  typeName,
} from "../../metadata/expressions/index.ts";
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import { numberRange } from "../../metadata/model/computed-range.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { RowSource } from "../query/joins.ts";

/** A computed value as the column has it; PostgreSQL refuses a number that it does not take. */
export function stored(field: FieldModel, value: Sql): Sql {
  const { sql: type, largest } = columnOf(field);
  const typed = sql`(${value})::${typeName(type)}`;
  if (largest === undefined) return typed;
  // There and back: what is larger leaves the range of the column on its way.
  const above = parameter(String(largestBigint - BigInt(largest)), "bigint");
  const below = parameter(String(largestBigint - BigInt(largest) + 1n), "bigint");
  return sql`(${typed} + ${above} - ${above} - ${below} + ${below})`;
}

const largestBigint = 2n ** 63n - 1n;

/**
 * SQL of a field's formula over a row; numbers are exact and rounded as the column has them, however
 * large they are.
 * @param isPutIn of other computed fields of the row, whether their formula stands for their column
 */
export function composedSql(
  field: FieldModel,
  model: ObjectModel,
  source: RowSource,
  catalog: Catalog,
  isPutIn: (read: FieldModel) => boolean,
): Sql {
  const formula = formulaOf(field, model, catalog.objects);
  if (formula === null) throw new Error(`${model.name}.${field.name} is not computed`);
  const context: SqlContext = {
    rows: source.rows,
    column: (path) => {
      const read = computedInRow(model, path);
      if (read === null || !isPutIn(read)) return source.column(path);
      const value = composedSql(read, model, source, catalog, isPutIn);
      const isNumber = numberRange(columnOf(read)) !== null;
      return { sql: value, type: isNumber ? "numeric" : columnOf(read).parameter };
    },
  };
  const value = toSql(formula, context);
  const range = numberRange(columnOf(field));
  return range === null
    ? stored(field, value)
    : sql`round(${value}, ${parameter(range.scale, "integer")})`;
}

/** The computed field of the row itself that a path names and nothing more; null: another path. */
export function computedInRow(model: ObjectModel, path: readonly string[]): FieldModel | null {
  const read = path.length === 1 ? model.byName.get(path[0] ?? "") : undefined;
  return read?.formula != null && read.type.column(read.schema) !== null ? read : null;
}

/** Whether a number that `composedSql` gave is more than the field holds; null: none can be. */
export function beyondSql(field: FieldModel, value: Sql): Sql | null {
  const range = numberRange(columnOf(field));
  return range === null ? null : sql`abs(${value}) >= ${parameter(range.limit, "numeric")}`;
}

/** The names of the fields whose numbers, in the columns of `row`, do not fit, as a list. */
export function namesBeyond(fields: readonly FieldModel[], row: string): Sql {
  const names = fields.flatMap((field) => {
    const beyond = beyondSql(field, identifier(row, field.name));
    return beyond === null
      ? []
      : [sql`case when ${beyond} then ${parameter(field.name, "text")} end`];
  });
  return names.length === 0 ? sql`null` : sql`concat_ws(',', ${joinSql(names, sql`, `)})`;
}

function columnOf(field: FieldModel) {
  const column = field.type.column(field.schema);
  if (column === null) throw new Error(`${field.name} has no column`);
  return column;
}
