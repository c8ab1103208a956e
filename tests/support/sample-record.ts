/** A smallest valid record of an object document, and the order in which such records can exist. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const propertiesOf = (document: JsonSchema): JsonSchema =>
  isSchema(document.properties) ? document.properties : {};

/** Fields that have to be filled, with their schemas. */
function requiredFields(document: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  const names: readonly unknown[] = Array.isArray(document.required) ? document.required : [];
  return Object.entries(propertiesOf(document)).flatMap(([name, schema]) =>
    names.includes(name) && isSchema(schema) ? [[name, schema] as const] : [],
  );
}

/**
 * The documents so that each comes after the targets of its required lookups.
 * Throws when required lookups go in a ring.
 */
export function savingOrder(documents: readonly JsonSchema[]): readonly JsonSchema[] {
  const waiting = new Set(documents);
  const done = new Set<unknown>();
  const ordered: JsonSchema[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter((document) =>
      requiredFields(document).every(([, { target }]) => target === undefined || done.has(target)),
    );
    if (ready.length === 0) throw new Error("Required lookups go in a ring");
    for (const document of ready) {
      waiting.delete(document);
      done.add(document.name);
      ordered.push(document);
    }
  }
  return ordered;
}

/** Values for the required fields; `ids` names a record of every object they refer to. */
export function sampleRecord(
  document: JsonSchema,
  ids: ReadonlyMap<string, string>,
): Record<string, unknown> {
  return Object.fromEntries(
    requiredFields(document).map(([name, schema]) => [name, sampleValue(schema, ids)]),
  );
}

function sampleValue(schema: JsonSchema, ids: ReadonlyMap<string, string>): unknown {
  if (typeof schema.target === "string") return ids.get(schema.target);
  if (Array.isArray(schema.oneOf)) return isSchema(schema.oneOf[0]) ? schema.oneOf[0].const : null;
  switch (schema.$ref ?? schema.format ?? schema.type) {
    case "boolean":
      return true;
    case "integer":
      return typeof schema.minimum === "number" ? schema.minimum : 7;
    case "tenon:decimal":
    case "tenon:money": {
      const scale = typeof schema.scale === "number" ? schema.scale : 2;
      return scale === 0 ? "1" : `1.${"5".padEnd(scale, "0")}`;
    }
    case "date":
      return "2026-11-22";
    case "date-time":
      return "2026-11-22T08:30:00.000Z";
    case "uuid":
      return "0192f0c4-7a10-7c3e-9b1e-3f6c2a5d8e01";
    default:
      return "Sample".slice(0, typeof schema.maxLength === "number" ? schema.maxLength : undefined);
  }
}
