/**
 * Which inputs the inspector shows for a field: read from the option schemas of its type and the
 * common ones, never from a list of types. What a schema says decides the input.
 */

import type { FieldType, JsonSchema, PropertySchema } from "../../metadata/fields/field-type.ts";
import { commonOptions, optionText } from "../../metadata/fields/shared-options.ts";
import { isSiblingKeyword } from "../../metadata/fields/sibling-fields.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Text } from "../../metadata/text.ts";
import { cannotHave } from "../document/unused-keywords.ts";

export type OptionKind =
  | "flag"
  | "whole_number"
  | "number"
  | "exact_number"
  | "choice"
  | "choices"
  | "object"
  | "objects"
  | "sibling_field"
  | "expression"
  | "default"
  | "text";

export interface FieldOption {
  readonly keyword: string;
  /** The option stands in `items`: it is about one entry of a list. */
  readonly inItems: boolean;
  readonly kind: OptionKind;
  readonly title: Text;
  readonly description: Text;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Keywords that name something, whose schema alone says only "text". */
const namedKinds: Readonly<Record<string, OptionKind>> = {
  target: "object",
  targets: "objects",
  formula: "expression",
  copy_from: "expression",
  visible_when: "expression",
  required_when: "expression",
  read_only_when: "expression",
  default: "default",
  oneOf: "choices",
};

/** Keywords with an input of their own elsewhere in the inspector. */
const shownElsewhere = new Set(["title", "description", "unique"]);

/** Common keywords that few fields need; they stand folded away. */
const advancedKeywords = new Set(["index", "writeOnly", "deprecated", "readOnly"]);

export function optionKind(keyword: string, schema: JsonSchema): OptionKind | null {
  if (schema["x-hidden"] === true || keyword === "enum") return null;
  if (isSiblingKeyword(keyword)) return "sibling_field";
  const named = Object.hasOwn(namedKinds, keyword) ? namedKinds[keyword] : undefined;
  if (named) return named;
  if (Array.isArray(schema.enum)) return "choice";
  if (schema.type === "boolean") return "flag";
  if (schema.type === "integer") return "whole_number";
  if (schema.type === "number") return "number";
  if (schema.type === "string") return "text";
  return allowsNumber(schema) ? "exact_number" : null;
}

/** A decimal may be written as text or as a number; text keeps every digit. */
function allowsNumber(schema: JsonSchema): boolean {
  const { anyOf } = schema;
  return Array.isArray(anyOf) && anyOf.some((part) => isJsonObject(part) && part.type === "number");
}

function fieldOption(
  keyword: string,
  schema: JsonSchema,
  inItems: boolean,
  required: boolean,
): FieldOption | null {
  const kind = optionKind(keyword, schema);
  const words = optionText(schema);
  return kind && words ? { keyword, inItems, kind, ...words, schema, required } : null;
}

function optionsIn(schema: JsonSchema, inItems: boolean): readonly FieldOption[] {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(properties).flatMap(([keyword, option]) => {
    if (!isJsonObject(option)) return [];
    if (keyword === "items" && isJsonObject(option.properties)) return optionsIn(option, true);
    return fieldOption(keyword, option, inItems, required.includes(keyword)) ?? [];
  });
}

export interface OptionGroups {
  /** What makes the field this field: target, digits, choices. */
  readonly ofType: readonly FieldOption[];
  /** Default and formula. */
  readonly value: readonly FieldOption[];
  /** When the field is shown, required, read-only. */
  readonly conditions: readonly FieldOption[];
  readonly advanced: readonly FieldOption[];
}

const isCondition = ({ keyword }: FieldOption): boolean => keyword.endsWith("_when");

export function optionGroups(type: FieldType): OptionGroups {
  const common = Object.entries(commonOptions).flatMap(([keyword, schema]) =>
    shownElsewhere.has(keyword) || cannotHave(type, keyword)
      ? []
      : (fieldOption(keyword, schema, false, false) ?? []),
  );
  return {
    ofType: optionsIn({ ...type.options }, false),
    value: common.filter((option) => !advancedKeywords.has(option.keyword) && !isCondition(option)),
    conditions: common.filter(isCondition),
    advanced: common.filter((option) => advancedKeywords.has(option.keyword)),
  };
}

/** The schema in which an option stands. */
export function optionHolder(schema: PropertySchema, option: FieldOption): JsonSchema {
  if (!option.inItems) return schema;
  return isJsonObject(schema.items) ? schema.items : {};
}
