/**
 * Decides what a property schema is, by one table for all of plain JSON Schema. Every plain
 * schema has exactly one kind; `json` takes what nothing else can hold.
 */

import type { PropertySchema } from "./field-type.ts";
import { choicesOf } from "./values/choices.ts";

/** Kinds that plain JSON Schema can say; they are names of field types. */
export type PlainKind =
  | "text"
  | "integer"
  | "decimal"
  | "boolean"
  | "date"
  | "date_time"
  | "time"
  | "select"
  | "multi_select"
  | "email"
  | "url"
  | "many_to_many"
  | "attachments"
  | "child_rows"
  | "json";

/** `money` for `{"$ref":"tenon:money"}`; `null` for plain schemas and other references. */
export function referenceName(schema: PropertySchema): string | null {
  const reference = schema.$ref;
  return typeof reference === "string" && reference.startsWith("tenon:")
    ? reference.slice("tenon:".length)
    : null;
}

/** Recognises `{"$ref":"tenon:NAME"}`. */
export const refersTo =
  (name: string) =>
  (schema: PropertySchema): boolean =>
    referenceName(schema) === name;

/** Recognises plain schemas of one kind. */
export const isOfKind =
  (kind: PlainKind) =>
  (schema: PropertySchema): boolean =>
    plainKind(schema) === kind;

/** The kind of a plain schema; `null` when it is not plain: it refers to something. */
export function plainKind(schema: PropertySchema): PlainKind | null {
  if (Object.hasOwn(schema, "$ref")) return null;
  if (Object.hasOwn(schema, "$dynamicRef")) return null;
  switch (singleType(schema)) {
    case "string":
      return stringKind(schema);
    case "integer":
      return "integer";
    case "number":
      return hasLogic(schema) ? "json" : "decimal";
    case "boolean":
      return "boolean";
    case "array":
      return arrayKind(schema);
    default:
      return "json";
  }
}

/** The one JSON type beside `null` that the schema allows; undefined when it names none or several. */
function singleType(schema: PropertySchema): unknown {
  const { type } = schema;
  if (type === undefined) return impliedType(schema);
  if (!Array.isArray(type)) return type;
  const types = type.filter((name) => name !== "null");
  if (types.length === 2 && types.includes("integer") && types.includes("number")) return "number";
  return types.length === 1 ? types[0] : undefined;
}

/** The type of the only values allowed, when they all have the same: `{"enum": ["a", "b"]}`. */
function impliedType(schema: PropertySchema): string | undefined {
  if (choicesOf(schema) !== null) return "string";
  const listed = Array.isArray(schema.enum) ? schema.enum : [schema.const];
  const values = listed.filter((value) => value !== null);
  if (values.length === 0) return undefined;
  if (values.every((value) => typeof value === "string")) return "string";
  if (values.every((value) => Number.isSafeInteger(value))) return "integer";
  return values.every((value) => typeof value === "boolean") ? "boolean" : undefined;
}

const formatKinds: ReadonlyMap<unknown, PlainKind> = new Map([
  ["date", "date"],
  ["date-time", "date_time"],
  ["time", "time"],
  ["email", "email"],
  ["idn-email", "email"],
  ["uri", "url"],
  ["iri", "url"],
  ["url", "url"],
]);

function stringKind(schema: PropertySchema): PlainKind {
  if (choicesOf(schema) !== null) return "select";
  return formatKinds.get(schema.format) ?? "text";
}

/** What a list is whose entries are of a richer type. */
const listKinds: ReadonlyMap<unknown, PlainKind> = new Map([
  ["lookup", "many_to_many"],
  ["attachment", "attachments"],
]);

function arrayKind(schema: PropertySchema): PlainKind | null {
  const { items } = schema;
  if (!isSchema(items) || Object.hasOwn(schema, "prefixItems")) return "json";
  if (Object.hasOwn(items, "$ref")) return listKinds.get(referenceName(items)) ?? null;
  const type = singleType(items);
  if (type === "string" && schema.uniqueItems === true && choicesOf(items) !== null) {
    return "multi_select";
  }
  return type === "object" && isSchema(items.properties) ? "child_rows" : "json";
}

/** Assertions about numbers that would not hold for a decimal, whose value is a string. */
function hasLogic(schema: PropertySchema): boolean {
  return ["allOf", "anyOf", "oneOf", "not", "if"].some((keyword) => Object.hasOwn(schema, keyword));
}

export function isSchema(value: unknown): value is PropertySchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
