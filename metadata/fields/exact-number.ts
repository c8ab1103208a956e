/** What decimals, amounts of money and percentages share: a column of exact digits, and its values. */
import { numberType } from "../expressions/types.ts";
import { type Digits, decimalValueSchema, strictDecimalSchema } from "./decimal-options.ts";
import type { FieldType, PropertySchema } from "./field-type.ts";
import { canonicalDecimal } from "./values/decimal-text.ts";

type Shared = Pick<
  FieldType,
  | "group"
  | "storage"
  | "column"
  | "wire"
  | "valueSchema"
  | "strictSchema"
  | "expressionType"
  | "mismatch"
  | "normalise"
  | "exportText"
  | "operators"
  | "sortable"
  | "uniqueAllowed"
>;

/** @param digits how many a field with these options holds */
export const exactNumber = (digits: (schema: PropertySchema) => Digits): Shared => ({
  group: "number",
  storage: "column",
  column(schema) {
    const { precision, scale } = digits(schema);
    return { sql: `numeric(${precision},${scale})`, parameter: "numeric" };
  },
  wire: "decimal",
  valueSchema: (schema) => decimalValueSchema(schema, digits(schema)),
  strictSchema: (schema) => strictDecimalSchema(schema, digits(schema)),
  expressionType: () => numberType,
  mismatch: "not_a_number",
  normalise: (value, schema) => canonicalDecimal(value, digits(schema).scale),
  exportText: (value) => (typeof value === "string" ? value : ""),
  operators: [
    "equals",
    "not_equals",
    "less",
    "less_or_equal",
    "greater",
    "greater_or_equal",
    "is_empty",
    "is_not_empty",
  ],
  sortable: true,
  uniqueAllowed: true,
});
