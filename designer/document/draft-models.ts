/**
 * The draft as object models, for previews, defaults and the scope of expressions. What cannot be
 * resolved is left out instead of failing: a field of no type, rows without fields.
 */
import { localiseObject } from "../../metadata/documents/localise.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { fieldTypeOf } from "../../metadata/fields/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import type { Locale } from "../../metadata/text.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  documentsOfKind,
  findDocument,
} from "./design-documents.ts";
import { fieldHolder, rowSchema } from "./object-fields.ts";

export type DraftModels = ReadonlyMap<string, ObjectModel>;

/** Models are kept per document content and language, so that one edit costs one object. */
export function createModelCache(): (documents: DesignDocuments, locale: Locale) => DraftModels {
  let kept = new Map<string, { content: JsonSchema; texts: unknown; model: ObjectModel }>();
  return (documents, locale) => {
    const texts = findDocument(documents, "translation", locale)?.content;
    const next: typeof kept = new Map();
    for (const document of documentsOfKind(documents, "object")) {
      const before = kept.get(document.key + locale);
      const same = before?.content === document.content && before.texts === texts;
      const entry =
        same && before
          ? before
          : { content: document.content, texts, model: draftModel(document, texts, locale) };
      next.set(document.key + locale, entry);
    }
    kept = next;
    return new Map([...next.values()].map(({ model }) => [model.name, model]));
  };
}

function draftModel(
  document: DesignDocument,
  texts: JsonSchema | undefined,
  locale: Locale,
): ObjectModel {
  const content = resolvable({ ...document.content, name: document.name });
  return resolveObject(texts ? localiseObject(content, texts) : content, locale);
}

/** The document without what no model can be made of. */
function resolvable(schema: JsonSchema): JsonSchema {
  const { properties } = fieldHolder(schema);
  const kept = Object.entries(properties).flatMap(([name, field]) => {
    if (fieldTypeOf(field) === null) return [];
    const rows = rowSchema(field);
    return [[name, rows ? { ...field, items: resolvable(rows) } : field] as const];
  });
  return { ...schema, properties: Object.fromEntries(kept) };
}

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

/** The model of an object, or of rows by their name: `sales_order$lines`. */
export function findModelOfRows(models: DraftModels, name: string): ObjectModel | undefined {
  const [object = "", ...rows] = name.split("$");
  return rows.reduce<ObjectModel | undefined>(
    (model, field) => model?.byName.get(field)?.children ?? undefined,
    models.get(object),
  );
}
