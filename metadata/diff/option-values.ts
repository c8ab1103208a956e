import type { FieldModel } from "../model/object-model.ts";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const choices: ReadonlySet<string> = new Set(["select", "multi_select"]);

/** The values a select or multi-select may take, in order; empty for every other field. */
export function optionValues(field: FieldModel): readonly string[] {
  if (!choices.has(field.type.name)) return [];
  const list = isRecord(field.schema.items) ? field.schema.items : field.schema;
  const values = Array.isArray(list.enum)
    ? list.enum
    : Array.isArray(list.oneOf)
      ? list.oneOf.map((option: unknown) => (isRecord(option) ? option.const : null))
      : [];
  return values.filter((value: unknown): value is string => typeof value === "string");
}
