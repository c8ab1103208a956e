/** JSON Schema → the TypeScript type of its values, as far as types can tell. */
import { isJsonObject, type JsonSchema } from "../json-object.ts";

const words: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

export function schemaType(schema: unknown): string {
  if (!isJsonObject(schema)) return "unknown";
  if (schema.const !== undefined) return literal(schema.const);
  if (Array.isArray(schema.enum)) return union(schema.enum.map(literal));
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = schema[keyword];
    if (Array.isArray(branches)) return union(branches.map(schemaType));
  }
  if (Array.isArray(schema.type))
    return union(schema.type.map((type: unknown) => schemaType({ ...schema, type })));
  if (schema.type === "array") return `${inList(schemaType(schema.items))}[]`;
  if (schema.type === "object") return objectType(schema);
  return typeof schema.type === "string" ? (words[schema.type] ?? "unknown") : "unknown";
}

function objectType(schema: JsonSchema): string {
  const { properties, required } = schema;
  if (!isJsonObject(properties)) return "{ [name: string]: unknown }";
  const always: readonly unknown[] = Array.isArray(required) ? required : [];
  const members = Object.entries(properties).map(
    ([name, member]) =>
      `${JSON.stringify(name)}${always.includes(name) ? "" : "?"}: ${schemaType(member)}`,
  );
  return members.length === 0 ? "{ [name: string]: unknown }" : `{ ${members.join("; ")} }`;
}

const literal = (value: unknown): string =>
  typeof value === "object" && value !== null ? "unknown" : (JSON.stringify(value) ?? "unknown");

/** Each type once; anything makes anything of it. */
function union(types: readonly string[]): string {
  const different = [...new Set(types)];
  if (different.length === 0 || different.includes("unknown")) return "unknown";
  return different.join(" | ");
}

export const inList = (type: string): string => (/[ |&]/.test(type) ? `(${type})` : type);
