/** Columns of a grid of lines. */
import { decimal, decimalText } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { formatted } from "../fields/formatted.tsx";
import { fieldView } from "../fields/index.ts";
import type { RecordForm } from "../state/record-form.ts";

/** Number, one column per field, the cross. Texts and lookups share what is left. */
export function columnTemplate(fields: readonly FieldModel[]): string {
  const widths = fields.map((field) => {
    const { align, width } = fieldView(field);
    const flexible =
      align === "start" && field.type.group !== "time" && field.type.name !== "boolean";
    return flexible ? `minmax(${Math.min(width, 180)}px, ${width}fr)` : `minmax(${width}px, 110fr)`;
  });
  return ["44px", ...widths, "40px"].join(" ");
}

/** The sum of a computed column; nothing for columns whose sum would mean nothing. */
export function columnTotal(form: RecordForm, lines: FieldModel, column: FieldModel): string {
  if (column.formula === null || column.type.group !== "number") return "";
  let sum = decimal(0);
  for (const row of form.rows(lines.name)) {
    const value = form.cell(lines.name, row, column.name);
    if (typeof value === "string" || typeof value === "number") sum = sum.plus(value);
  }
  const { scale } = column.schema;
  const digits = typeof scale === "number" ? sum.toFixed(scale) : decimalText(sum);
  return formatted(
    column,
    column.type.wire === "number" ? Number(digits) : column.type.normalise(digits, column.schema),
  );
}

/** Which line a value stands in is announced with the column's title. */
export function hasTotals(columns: readonly FieldModel[]): boolean {
  return columns.some((column) => column.formula !== null && column.type.group === "number");
}
