/** What types whose values have named parts share. */
import { textType } from "../expressions/types.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldPart, FieldType, FilterOperator, JsonSchema } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import { readJsonText } from "./values/json-text.ts";

/** Longest text of one part. */
export const partMaximum = 200;

export const compositeOperators: readonly FilterOperator[] = ["is_empty", "is_not_empty"];

export const textPart = (name: string, en: string, zh: string): FieldPart => ({
  name,
  title: { en, "zh-CN": zh },
  type: textType,
});

/** A value in which at least one text part is filled, and nothing else stands. */
function textPartsSchema(parts: readonly FieldPart[]): JsonSchema {
  const part = { type: "string", minLength: 1, maxLength: partMaximum };
  return {
    type: "object",
    properties: Object.fromEntries(parts.map(({ name }) => [name, part])),
    minProperties: 1,
    additionalProperties: false,
  };
}

type OwnWords = "name" | "title" | "description" | "mismatch" | "parse" | "format" | "exportText";

/** What a value of text parts is, but for its words and how it is read and shown. */
export function textParts<Name extends string>(
  name: Name,
  parts: readonly FieldPart[],
): Omit<FieldType, OwnWords> & { readonly name: Name } {
  const reference = `tenon:${name}` as const;
  return {
    name,
    group: "text",
    storage: "column",
    recognises: refersTo(name),
    template: { $ref: reference },
    options: { properties: {} },
    column: () => ({ sql: "jsonb", parameter: "jsonb" }),
    wire: "json",
    valueSchema: () => textPartsSchema(parts),
    parts,
    expressionType: () => ({ kind: "composite", name: reference }),
    normalise: normaliseParts,
    lossyText: true,
    operators: compositeOperators,
    sortable: false,
    uniqueAllowed: false,
    convertibleFrom: ["text", "long_text"],
  };
}

/** Texts trimmed, empty parts left out; `null` when nothing is left. */
export function normaliseParts(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value)
    .map(([name, part]) => [name, typeof part === "string" ? part.trim() : part] as const)
    .filter(([, part]) => part !== "" && part !== null && part !== undefined);
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** The text of one part; empty when there is none. */
export function partText(value: unknown, name: string): string {
  const part = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof part === "string" ? part : "";
}

/** A value written as JSON, which is how parts travel that their usual text would lose. */
export function readPartsAsJson(written: string): unknown {
  if (!written.trimStart().startsWith("{")) return null;
  const read = readJsonText(written, "not_json");
  return read.ok && isJsonObject(read.value) ? read.value : null;
}

/** The first text that reads back as the same parts; JSON when none does. */
export function writeReversibly(
  value: unknown,
  parts: readonly FieldPart[],
  texts: readonly string[],
  read: (text: string) => unknown,
): string {
  if (!isJsonObject(value)) return "";
  const same = (other: unknown) =>
    parts.every(({ name }) => partText(value, name) === partText(other, name));
  const ordered = parts
    .map(({ name }) => [name, partText(value, name)])
    .filter(([, part]) => part !== "");
  return texts.find((text) => same(read(text))) ?? JSON.stringify(Object.fromEntries(ordered));
}
