/** The values of a select or multi-select by its schema; empty for every other field. */
import type { PropertySchema } from "../../metadata/fields/field-type.ts";
import { choicesOf } from "../../metadata/fields/values/choices.ts";
import { isJsonObject } from "../../metadata/json-object.ts";

export const optionTexts = (schema: PropertySchema): readonly string[] =>
  (choicesOf(isJsonObject(schema.items) ? schema.items : schema) ?? []).map(({ value }) => value);
