/** Reads JSON values whose shape nobody has promised. */

/** A JSON Schema or a part of one, as parsed JSON. */
export type JsonSchema = { readonly [keyword: string]: unknown };

export function isJsonObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object itself; anything else is read as an object without members. */
export function objectOrEmpty(value: unknown): JsonSchema {
  return isJsonObject(value) ? value : {};
}

/** The text itself; anything else is read as the empty text. */
export function textOrEmpty(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The texts of a list; anything else is read as an empty list. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** True for a property schema of child rows: an array of objects that have properties. */
export function isChildRows(schema: unknown): boolean {
  if (!isJsonObject(schema) || !isJsonObject(schema.items)) return false;
  return isJsonObject(schema.items.properties) && !Object.hasOwn(schema.items, "$ref");
}
