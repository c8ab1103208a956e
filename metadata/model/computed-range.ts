/** Whether computed numbers fit their fields. No other value of a formula can be too large. */
import { decimal } from "../expressions/index.ts";
import type { ColumnDefinition } from "../fields/field-type.ts";
import { isJsonObject } from "../json-object.ts";
import { type Problem, pointer, problem } from "../problem.ts";
import type { FieldModel, ObjectModel } from "./object-model.ts";

export interface NumberRange {
  /** Digits after the point. */
  readonly scale: number;
  /** The first size, on either side of zero, that does not fit, as digits. */
  readonly limit: string;
}

const numericType = /^numeric\((\d+), ?(\d+)\)$/;

/** The numbers that a column takes; null for a column of something else. */
export function numberRange(column: ColumnDefinition | null): NumberRange | null {
  if (column === null) return null;
  if (column.largest !== undefined) {
    return { scale: 0, limit: decimal(column.largest).plus(1).toFixed() };
  }
  const found = numericType.exec(column.sql);
  if (found === null) return null;
  const [precision, scale] = [Number(found[1]), Number(found[2])];
  return { scale, limit: `1${"0".repeat(precision - scale)}` };
}

/**
 * What is out of range in a record that defaults and formulas have completed: `jsonOf` leaves such
 * a number as it is.
 */
export function rangeProblems(
  model: ObjectModel,
  record: Readonly<Record<string, unknown>>,
  path = "",
): readonly Problem[] {
  return model.fields.flatMap((field) => {
    const at = `${path}${pointer("", field.name)}`;
    const value = record[field.name];
    if (field.children !== null) {
      const rows: readonly unknown[] = Array.isArray(value) ? value : [];
      const { children } = field;
      return rows.flatMap((row, index) =>
        isJsonObject(row) ? rangeProblems(children, row, `${at}${pointer("", index)}`) : [],
      );
    }
    const made =
      field.formula !== null || (field.default !== null && "expression" in field.default);
    return made && isBeyond(field, value) ? [problem("value_out_of_range", at)] : [];
  });
}

/** Digits where the field writes numbers otherwise, or more digits than it holds. */
function isBeyond(field: FieldModel, value: unknown): boolean {
  const range = numberRange(field.type.column(field.schema));
  if (range === null || typeof value !== "string" || !/^-?\d+(\.\d+)?$/.test(value)) return false;
  return decimal(value).abs().gte(range.limit);
}
