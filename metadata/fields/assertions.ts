/** The standard's own assertions that field types pass on to validators as they are written. */

import type { JsonSchema, PropertySchema } from "./field-type.ts";
import { hiddenOption } from "./shared-options.ts";

const applied: readonly [string, string, string, string] = [
  "Further condition",
  "附加条件",
  "A condition of JSON Schema, checked as the standard says.",
  "JSON Schema 标准中的条件，按标准校验。",
];

const schemaList: JsonSchema = { type: "array", minItems: 1 };
const subschema: JsonSchema = { type: ["object", "boolean"] };

/** Conditions that combine schemas. */
export const logicOptions: Readonly<Record<string, JsonSchema>> = {
  allOf: hiddenOption(schemaList, applied),
  anyOf: hiddenOption(schemaList, applied),
  oneOf: hiddenOption(schemaList, applied),
  not: hiddenOption(subschema, applied),
  if: hiddenOption(subschema, applied),
  // biome-ignore lint/suspicious/noThenProperty: the keyword's name in JSON Schema
  then: hiddenOption(subschema, applied),
  else: hiddenOption(subschema, applied),
  const: hiddenOption({}, applied),
  $defs: hiddenOption({ type: "object" }, applied),
};

/** Conditions on texts that a date, an e-mail address or an option may carry too. */
export const textAssertionOptions: Readonly<Record<string, JsonSchema>> = {
  minLength: hiddenOption({ type: "integer", minimum: 0 }, applied),
  maxLength: hiddenOption({ type: "integer", minimum: 0 }, applied),
  pattern: hiddenOption({ type: "string" }, applied),
  contentEncoding: hiddenOption({ type: "string" }, applied),
  contentMediaType: hiddenOption({ type: "string" }, applied),
  contentSchema: hiddenOption(subschema, applied),
  ...logicOptions,
};

/**
 * Adds the assertions of a property schema to the schema of its values. Where both say the same
 * keyword, both hold.
 */
export function withAssertions(
  base: JsonSchema,
  schema: PropertySchema,
  keywords: Readonly<Record<string, JsonSchema>>,
  left: readonly string[] = [],
): JsonSchema {
  const asserted = Object.entries(schema).filter(
    ([keyword]) => Object.hasOwn(keywords, keyword) && !left.includes(keyword),
  );
  if (asserted.length === 0) return base;
  const conflicts = asserted.some(([keyword]) => Object.hasOwn(base, keyword));
  return conflicts
    ? { allOf: [base, Object.fromEntries(asserted)] }
    : { ...base, ...Object.fromEntries(asserted) };
}
