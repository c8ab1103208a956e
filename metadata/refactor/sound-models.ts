/** Models of documents that may have mistakes: what cannot be resolved is left out. */
import { allDocuments } from "../documents/built-in-objects.ts";
import type { MetadataDocument } from "../documents/document.ts";
import { documentsWithOptions } from "../documents/option-sets.ts";
import { fieldTypeOf } from "../fields/index.ts";
import type { JsonSchema } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { resolveObject } from "../model/resolve-object.ts";
import { fieldEntries, rowSchema } from "./map-fields.ts";

/** The document without what no model can be made of: fields of no type. */
export function resolvable(schema: JsonSchema): JsonSchema {
  const kept = fieldEntries(schema).flatMap(([name, field]) => {
    if (fieldTypeOf(field) === null) return [];
    const rows = rowSchema(field);
    return [[name, rows ? { ...field, items: resolvable(rows) } : field] as const];
  });
  return { ...schema, properties: Object.fromEntries(kept) };
}

/** By the names of the documents. */
export const soundModels = (
  documents: readonly MetadataDocument[],
): ReadonlyMap<string, ObjectModel> =>
  new Map(
    documentsWithOptions(allDocuments(documents))
      .filter(({ kind }) => kind === "object")
      .map(({ name, content }) => [name, resolveObject(resolvable({ ...content, name }))] as const),
  );

/** The model of a field by its path; rows are walked through their child model. */
export function findFieldModel(
  model: ObjectModel | undefined,
  path: readonly string[],
): FieldModel | undefined {
  const [name, ...rest] = path;
  const field = name === undefined ? undefined : model?.byName.get(name);
  if (!field || rest.length === 0) return field;
  return field.children ? findFieldModel(field.children, rest) : undefined;
}

/** The model whose names an expression of this field may use: the object, or its rows. */
export function holderModel(
  model: ObjectModel | undefined,
  path: readonly string[],
): ObjectModel | undefined {
  if (path.length <= 1) return model;
  return findFieldModel(model, path.slice(0, -1))?.children ?? undefined;
}
