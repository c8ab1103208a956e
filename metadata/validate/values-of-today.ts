/**
 * Values that were kept while their fields had other types, as what they say in those of today. What
 * says nothing there stays as it was, and is refused like any wrong value.
 */
import type { FormatContext, PropertySchema } from "../fields/field-type.ts";
import { fieldTypeOf } from "../fields/index.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { convertValue, type TypedField } from "./convert-value.ts";
import { isValue } from "./validate-value.ts";

type Values = Readonly<Record<string, unknown>>;

/** `values` by the names of today; rows are values of their own. */
export function valuesOfToday(model: ObjectModel, values: Values, context: FormatContext): Values {
  const today: Record<string, unknown> = { ...values };
  for (const field of model.fields) {
    const value = values[field.name];
    if (value === null || value === undefined) continue;
    if (field.children === null) today[field.name] = valueOfToday(field, value, context);
    else if (Array.isArray(value)) {
      const rows = field.children;
      today[field.name] = value.map((row: unknown) =>
        isJsonObject(row) ? valuesOfToday(rows, row, context) : row,
      );
    }
  }
  return today;
}

function valueOfToday(field: FieldModel, value: unknown, context: FormatContext): unknown {
  const { type, schema } = field;
  if (field.target !== null) return asLinked(field, value);
  const isOther =
    type.storage === "column" &&
    field.arms.length === 0 &&
    field.formula === null &&
    !type.sealed &&
    !isValue(schema, type, value);
  const before = isOther ? plainly(value) : null;
  if (before === null) return value;
  const converted = convertValue(before, field, value, context);
  return converted.ok ? converted.value : value;
}

/** A lookup became the first of several, or the only one of them the lookup. */
function asLinked({ type }: FieldModel, value: unknown): unknown {
  if (type.storage === "link_table") return typeof value === "string" ? [value] : value;
  return Array.isArray(value) && value.length <= 1 ? (value[0] ?? null) : value;
}

/** The plainest type that a value can have been of; null: a type that only its own fields have. */
function plainly(value: unknown): TypedField | null {
  const schema: PropertySchema | null =
    typeof value === "string"
      ? { type: "string" }
      : typeof value === "boolean"
        ? { type: "boolean" }
        : Number.isSafeInteger(value)
          ? { type: "integer" }
          : null;
  const type = schema === null ? null : fieldTypeOf(schema);
  return schema === null || type === null ? null : { schema, type };
}
