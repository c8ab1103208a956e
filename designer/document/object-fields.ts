/**
 * Fields inside an object document. A field is found by its id, wherever it stands: in the object
 * itself or in the rows of a child-row field. All functions leave their arguments alone.
 */

import type { JsonSchema, PropertySchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import { rowSchema } from "../../metadata/refactor/map-fields.ts";
import { withKeyword } from "./design-documents.ts";

export interface FieldEntry {
  readonly id: string;
  readonly name: string;
  readonly schema: PropertySchema;
  readonly required: boolean;
  /** Position among its siblings. */
  readonly index: number;
  /** Id of the child-row field that holds this one; `null` in the object itself. */
  readonly parent: string | null;
  /** Names from the object down to this field: `["lines", "quantity"]`. */
  readonly path: readonly string[];
}

/** The part of a document that lists fields: the object itself or the `items` of child rows. */
export interface FieldHolder {
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required: readonly string[];
}

export function fieldHolder(schema: JsonSchema): FieldHolder {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    properties: Object.fromEntries(
      Object.entries(properties).filter((entry): entry is [string, PropertySchema] =>
        isJsonObject(entry[1]),
      ),
    ),
    required: required.filter((name): name is string => typeof name === "string"),
  };
}

/** Fields that stand side by side: of the object, or of one child-row field. */
export function siblingFields(
  content: JsonSchema,
  parent: FieldEntry | null,
): readonly FieldEntry[] {
  const holder = parent === null ? content : rowSchema(parent.schema);
  if (holder === null) return [];
  const { properties, required } = fieldHolder(holder);
  return Object.entries(properties).map(([name, schema], index) => ({
    id: textOrEmpty(schema.id) || [...(parent?.path ?? []), name].join("."),
    name,
    schema,
    required: required.includes(name),
    index,
    parent: parent?.id ?? null,
    path: [...(parent?.path ?? []), name],
  }));
}

/** Every field, child-row fields followed by the fields of their rows. */
export function allFields(content: JsonSchema): readonly FieldEntry[] {
  const walk = (parent: FieldEntry | null): readonly FieldEntry[] =>
    siblingFields(content, parent).flatMap((field) =>
      rowSchema(field.schema) === null ? [field] : [field, ...walk(field)],
    );
  return walk(null);
}

export function findField(content: JsonSchema, id: string | null): FieldEntry | undefined {
  return id === null ? undefined : allFields(content).find((field) => field.id === id);
}

/** Rewrites the schema that lists the fields: the object's, or the `items` of child rows. */
export function changeHolderSchema(
  content: JsonSchema,
  parent: string | null,
  change: (holder: JsonSchema) => JsonSchema,
): JsonSchema {
  if (parent === null) return change(content);
  const field = findField(content, parent);
  const rows = field && rowSchema(field.schema);
  if (!rows) return content;
  const items = change(rows);
  return items === rows
    ? content
    : changeField(content, parent, (schema) => ({ ...schema, items }));
}

/** Rewrites the fields that stand in the holder `parent` names (`null`: the object itself). */
export function changeHolder(
  content: JsonSchema,
  parent: string | null,
  change: (holder: FieldHolder) => FieldHolder,
): JsonSchema {
  return changeHolderSchema(content, parent, (schema) =>
    writeHolder(schema, change(fieldHolder(schema))),
  );
}

function writeHolder(schema: JsonSchema, holder: FieldHolder): JsonSchema {
  const required = holder.required.filter((name) => Object.hasOwn(holder.properties, name));
  const named = withKeyword(schema, "required", required.length > 0 ? required : undefined);
  return { ...named, properties: holder.properties };
}

/** Replaces the schema of one field. */
export function changeField(
  content: JsonSchema,
  id: string,
  change: (schema: PropertySchema) => PropertySchema,
): JsonSchema {
  const field = findField(content, id);
  if (!field) return content;
  const schema = change(field.schema);
  if (schema === field.schema) return content;
  return changeHolder(content, field.parent, (holder) => ({
    ...holder,
    properties: { ...holder.properties, [field.name]: schema },
  }));
}

/** Puts a new field before position `index` among its siblings. */
export function insertField(
  content: JsonSchema,
  parent: string | null,
  index: number,
  name: string,
  schema: PropertySchema,
): JsonSchema {
  return changeHolder(content, parent, (holder) => {
    const entries = Object.entries(holder.properties);
    entries.splice(index, 0, [name, schema]);
    return { ...holder, properties: Object.fromEntries(entries) };
  });
}

export function removeField(content: JsonSchema, id: string): JsonSchema {
  const field = findField(content, id);
  if (!field) return content;
  return changeHolder(content, field.parent, (holder) => ({
    ...holder,
    properties: Object.fromEntries(
      Object.entries(holder.properties).filter(([name]) => name !== field.name),
    ),
  }));
}

/** Moves a field to position `index` among its siblings (after it was taken out). */
export function moveField(content: JsonSchema, id: string, index: number): JsonSchema {
  const field = findField(content, id);
  if (!field || field.index === index) return content;
  return changeHolder(content, field.parent, (holder) => {
    const entries = Object.entries(holder.properties).filter(([name]) => name !== field.name);
    entries.splice(index, 0, [field.name, field.schema]);
    return { ...holder, properties: Object.fromEntries(entries) };
  });
}
