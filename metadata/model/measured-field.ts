/** Amounts whose record says in which currency or unit they are. */
import type { FieldModel } from "./object-model.ts";

/** Reads a value of the same record, or of the same row. */
export type Beside = (name: string) => unknown;

/**
 * The field as one record counts it, for showing and reading its amounts: with the currency or the
 * unit that stands beside; as it is where none does.
 * @param shown the text of that other field's value, for people
 */
export function measuredField(
  field: FieldModel,
  beside: Beside,
  shown: (measure: FieldModel, value: unknown) => string,
): FieldModel {
  const { type, schema, measure } = field;
  if (measure === null || type.inMeasure === undefined) return field;
  const value = beside(measure.name);
  if (typeof value !== "string" || value.trim() === "") return field;
  return { ...field, schema: type.inMeasure(schema, value.trim(), shown(measure, value)) };
}
