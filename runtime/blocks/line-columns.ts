/** Columns of a grid of lines. */
import { decimal, decimalText } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { formatted, measured } from "../fields/formatted.tsx";
import { fieldView } from "../fields/index.ts";
import type { ListPlace } from "../state/form-lists.ts";
import type { RecordForm } from "../state/record-form.ts";
import type { ColumnRoom } from "./fit-columns.ts";

/** Height of a line in pixels; the style sheet has the same. */
export const lineHeight = 36;

/** The button that opens a calendar stands in the cell. */
const calendarButton = 24;

/** Number, one column per field, the cross. Texts and lookups share what is left. */
export function lineColumns(fields: readonly FieldModel[]): readonly ColumnRoom[] {
  const columns = fields.map((field) => {
    const { align, width } = fieldView(field);
    const short = field.type.group === "time" || field.type.name === "boolean";
    const button = field.type.group === "time" ? calendarButton : 0;
    return { width: Math.min(width, 180) + button, flexible: align === "start" && !short };
  });
  const flexible = columns.some((column) => column.flexible);
  return [
    { width: 44, flexible: false },
    ...columns.map((column) => (flexible ? column : { ...column, flexible: true })),
    { width: 40, flexible: false },
  ];
}

/** The sum of a computed column; nothing for columns whose sum would mean nothing. */
export function columnTotal(form: RecordForm, list: ListPlace, column: FieldModel): string {
  if (column.formula === null || column.type.group !== "number") return "";
  let sum = decimal(0);
  const measures = new Set<unknown>();
  for (const row of form.computedRows(list)) {
    const value = row[column.name];
    if (typeof value !== "string" && typeof value !== "number") continue;
    sum = sum.plus(value);
    if (column.measure !== null) measures.add(row[column.measure.name] ?? null);
  }
  // Euros and dollars add up to nothing.
  if (measures.size > 1) return "";
  const { scale } = column.schema;
  const digits = typeof scale === "number" ? sum.toFixed(scale) : decimalText(sum);
  return formatted(
    measured(column, () => [...measures][0]),
    column.type.wire === "number" ? Number(digits) : column.type.normalise(digits, column.schema),
  );
}

/** Which line a value stands in is announced with the column's title. */
export function hasTotals(columns: readonly FieldModel[]): boolean {
  return columns.some((column) => column.formula !== null && column.type.group === "number");
}
