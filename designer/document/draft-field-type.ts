import { optionSetOf } from "../../metadata/documents/option-sets.ts";
import type { FieldType, PropertySchema } from "../../metadata/fields/field-type.ts";
import { fieldTypeOf } from "../../metadata/fields/index.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";

/** Some option; which ones there are does not make the type. */
const anyOptions = { oneOf: [{ const: "any" }] };

/** The type of a field as it is written: one that takes a shared list of options is a select, too. */
export function draftFieldType(schema: PropertySchema): FieldType | null {
  if (optionSetOf(schema) === null) return fieldTypeOf(schema);
  const { $ref, items, ...beside } = schema;
  if (typeof $ref === "string") return fieldTypeOf({ ...beside, ...anyOptions });
  const { $ref: _set, ...entries } = objectOrEmpty(items);
  return fieldTypeOf({ ...beside, uniqueItems: true, items: { ...entries, ...anyOptions } });
}
