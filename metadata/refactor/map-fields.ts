/** Walks the fields of an object document, those of child rows included. */
import type { PropertySchema } from "../fields/field-type.ts";
import { isChildRows, isJsonObject, type JsonSchema, objectOrEmpty } from "../json-object.ts";

/** The fields that stand in a schema, in order; what is no field is left out. */
export const fieldEntries = (rows: JsonSchema): readonly (readonly [string, PropertySchema])[] =>
  Object.entries(objectOrEmpty(rows.properties)).filter(
    (entry): entry is [string, PropertySchema] => isJsonObject(entry[1]),
  );

/** The schema of one child row, when the property holds child rows. */
export const rowSchema = (schema: PropertySchema): JsonSchema | null =>
  isChildRows(schema) && isJsonObject(schema.items) ? schema.items : null;

/** Rewrites the schema of every field; the document itself when nothing changed. */
export function mapFields(
  content: JsonSchema,
  change: (schema: PropertySchema, path: readonly string[]) => PropertySchema,
  path: readonly string[] = [],
): JsonSchema {
  const before = fieldEntries(content);
  const after = before.map(([name, schema]) => {
    const here = [...path, name];
    const rows = rowSchema(schema);
    const items = rows && mapFields(rows, change, here);
    return [name, change(items === rows ? schema : { ...schema, items }, here)] as const;
  });
  if (before.every(([, schema], index) => schema === after[index]?.[1])) return content;
  const properties = { ...objectOrEmpty(content.properties), ...Object.fromEntries(after) };
  return { ...content, properties };
}

/** Rewrites the schema that lists the fields at `path`: the object's own, or that of rows. */
export function changeRowsAt(
  content: JsonSchema,
  path: readonly string[],
  change: (rows: JsonSchema) => JsonSchema,
): JsonSchema {
  const [name, ...rest] = path;
  if (name === undefined) return change(content);
  const properties = objectOrEmpty(content.properties);
  const schema = properties[name];
  const rows = isJsonObject(schema) ? rowSchema(schema) : null;
  if (!isJsonObject(schema) || rows === null) return content;
  const items = changeRowsAt(rows, rest, change);
  if (items === rows) return content;
  return { ...content, properties: { ...properties, [name]: { ...schema, items } } };
}
