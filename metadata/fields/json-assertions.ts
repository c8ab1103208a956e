/** Every assertion of JSON Schema 2020-12, for values that only a schema describes. */
import { textAssertionOptions } from "./assertions.ts";
import type { JsonSchema } from "./field-type.ts";
import { hiddenOption } from "./shared-options.ts";

const condition: readonly [string, string, string, string] = [
  "Condition",
  "条件",
  "A condition of JSON Schema, checked as the standard says.",
  "JSON Schema 标准中的条件，按标准校验。",
];

const subschema: JsonSchema = { type: ["object", "boolean"] };
const count: JsonSchema = { type: "integer", minimum: 0 };
const number: JsonSchema = { type: "number" };
const schemaMap: JsonSchema = { type: "object", additionalProperties: subschema };

const byForm: readonly (readonly [JsonSchema, readonly string[]])[] = [
  [number, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
  [count, ["minItems", "maxItems", "minContains", "maxContains"]],
  [count, ["minProperties", "maxProperties"]],
  [
    subschema,
    ["items", "contains", "unevaluatedItems", "additionalProperties", "unevaluatedProperties"],
  ],
  [subschema, ["propertyNames"]],
  [schemaMap, ["properties", "patternProperties", "dependentSchemas"]],
  [{ type: "object" }, ["dependentRequired"]],
  [{ type: "array" }, ["enum", "prefixItems"]],
  [{ type: "array", items: { type: "string" } }, ["required"]],
  [{ type: "boolean" }, ["uniqueItems"]],
  [{ type: "string" }, ["format"]],
];

export const jsonAssertionOptions: Readonly<Record<string, JsonSchema>> = {
  ...textAssertionOptions,
  ...Object.fromEntries(
    byForm.flatMap(([schema, keywords]) =>
      keywords.map((keyword) => [keyword, hiddenOption(schema, condition)]),
    ),
  ),
};
