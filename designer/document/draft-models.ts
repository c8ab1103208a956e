/**
 * The draft as object models, for previews, defaults and the scope of expressions. What cannot be
 * resolved is left out instead of failing: a field of no type, rows without fields.
 */

import { withBuiltInObjects } from "../../metadata/documents/built-in-objects.ts";
import { localiseObject, localiseOptionSet } from "../../metadata/documents/localise.ts";
import { type OptionSets, withOptionSets } from "../../metadata/documents/option-sets.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import { resolvable } from "../../metadata/refactor/sound-models.ts";
import type { Locale } from "../../metadata/text.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  documentsOfKind,
  findDocument,
} from "./design-documents.ts";

export type DraftModels = ReadonlyMap<string, ObjectModel>;

/** Models are kept per document content and language, so that one edit costs one object. */
export function createModelCache(): (documents: DesignDocuments, locale: Locale) => DraftModels {
  let kept = new Map<string, { content: JsonSchema; texts: unknown; model: ObjectModel }>();
  return (documents, locale) => {
    const texts = findDocument(documents, "translation", locale)?.content;
    const sets = localisedSets(documents, texts);
    const next: typeof kept = new Map();
    for (const document of wholeObjects(documents, locale)) {
      const before = kept.get(document.key + locale);
      const content = withOptionSets(document.content, sets);
      const same = before?.content === content && before.texts === texts;
      const entry =
        same && before
          ? before
          : { content, texts, model: draftModel({ ...document, content }, texts, locale) };
      next.set(document.key + locale, entry);
    }
    kept = next;
    return new Map([...next.values()].map(({ model }) => [model.name, model] as const));
  };
}

/** The objects with those that every workspace has. */
const wholeObjects = (documents: DesignDocuments, locale: Locale): readonly DesignDocument[] =>
  withBuiltInObjects(
    documentsOfKind(documents, "object"),
    (document) => ({ ...document, key: `object/${document.name}` }),
    locale,
  );

/** Sets keep their identity as long as neither they nor their texts change. */
const localisedBySet = new WeakMap<JsonSchema, { texts: unknown; content: JsonSchema }>();

function localisedSets(documents: DesignDocuments, texts: JsonSchema | undefined): OptionSets {
  return new Map(
    documentsOfKind(documents, "options").map(({ name, content }) => {
      const known = localisedBySet.get(content);
      if (known?.texts === texts && known) return [name, known.content] as const;
      const localised = texts ? localiseOptionSet(content, texts) : content;
      localisedBySet.set(content, { texts, content: localised });
      return [name, localised] as const;
    }),
  );
}

function draftModel(
  document: DesignDocument,
  texts: JsonSchema | undefined,
  locale: Locale,
): ObjectModel {
  const content = resolvable({ ...document.content, name: document.name });
  return resolveObject(texts ? localiseObject(content, texts) : content, locale);
}
