/** One text in one language, wherever it is kept: in the document itself or in a translation. */

import { textOrEmpty } from "../../metadata/json-object.ts";
import type { TranslationPath } from "../../metadata/refactor/translations.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import type { Locale } from "../../metadata/text.ts";
import { baseLanguage } from "./base-language.ts";
import { type Design, type DesignDocuments, withContent, withKeyword } from "./design-documents.ts";
import { changeField, findField } from "./object-fields.ts";
import { readTranslation, writeTranslation } from "./translation-document.ts";

/** A text of an object (`field` null) or of one of its fields. */
export interface TextPlace {
  /** Key of the object document. */
  readonly document: string;
  readonly field: string | null;
  readonly keyword: "title" | "description";
}

function translationPath(documents: DesignDocuments, place: TextPlace): TranslationPath | null {
  const document = documents.get(place.document);
  if (!document) return null;
  if (place.field === null) return ["objects", document.name, place.keyword];
  const field = findField(document.content, place.field);
  return field ? [...fieldTextsPath(document.name, field.path), place.keyword] : null;
}

export function readText(documents: DesignDocuments, place: TextPlace, locale: Locale): string {
  const path = translationPath(documents, place);
  if (!path) return "";
  if (locale !== baseLanguage(documents, locale)) return readTranslation(documents, locale, path);
  const content = documents.get(place.document)?.content;
  const schema =
    place.field === null ? content : content && findField(content, place.field)?.schema;
  return textOrEmpty(schema?.[place.keyword]);
}

/** Empty text removes it. */
export function writeText(
  design: Design,
  place: TextPlace,
  locale: Locale,
  text: string,
): DesignDocuments {
  const { documents } = design;
  const path = translationPath(documents, place);
  if (!path) return documents;
  if (locale !== baseLanguage(documents, locale)) {
    return writeTranslation(documents, locale, path, text);
  }
  const value = text === "" ? undefined : text;
  return withContent(documents, place.document, (content) =>
    place.field === null
      ? withKeyword(content, place.keyword, value)
      : changeField(content, place.field, (schema) => withKeyword(schema, place.keyword, value)),
  );
}
