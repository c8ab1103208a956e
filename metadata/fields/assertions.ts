/** The standard's own assertions that field types pass on to validators as they are written. */

import type { JsonSchema, PropertySchema } from "./field-type.ts";
import { hidden, hiddenOption, option } from "./shared-options.ts";

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

/** What a text must be like; a line of text offers an input for each. */
export const textConditions = {
  minLength: option({ type: "integer", minimum: 0 }, [
    "Minimum length",
    "最小长度",
    "Fewest characters.",
    "最少字符数。",
  ]),
  maxLength: option({ type: "integer", minimum: 0 }, [
    "Maximum length",
    "最大长度",
    "Most characters.",
    "最多字符数。",
  ]),
  pattern: option({ type: "string" }, [
    "Pattern",
    "格式（正则）",
    "A regular expression that the text must match, in RE2 syntax.",
    "文本须匹配的正则表达式（RE2 语法）。",
  ]),
};

/** Conditions on texts that a date, an e-mail address or an option may carry too. */
export const textAssertionOptions: Readonly<Record<string, JsonSchema>> = {
  minLength: hidden(textConditions.minLength),
  maxLength: hidden(textConditions.maxLength),
  pattern: hidden(textConditions.pattern),
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
