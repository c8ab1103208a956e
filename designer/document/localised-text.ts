/** One text in one language, wherever it is kept: in the document itself or in a translation. */

import { textOrEmpty } from "../../metadata/json-object.ts";
import type { TranslationPath } from "../../metadata/refactor/translations.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import type { Locale } from "../../metadata/text.ts";
import { baseLanguage } from "./base-language.ts";
import { type Design, type DesignDocuments, withContent, withKeyword } from "./design-documents.ts";
import { type PartPath, readPart, withPart } from "./document-part.ts";
import { changeField, findField } from "./object-fields.ts";
import { moveTranslations, readTranslation, writeTranslation } from "./translation-document.ts";

/** A text of an object (`field` null) or of one of its fields. */
export interface FieldTextPlace {
  /** Key of the object document. */
  readonly document: string;
  readonly field: string | null;
  readonly keyword: "title" | "description";
}

function translationPath(documents: DesignDocuments, place: TextPlace): TranslationPath | null {
  const document = documents.get(place.document);
  if (!document) return null;
  if ("path" in place) {
    if (!place.keyed) return place.texts;
    const key = baseText(documents, place);
    return key === "" ? null : [...place.texts, key];
  }
  if (place.field === null) return ["objects", document.name, place.keyword];
  const field = findField(document.content, place.field);
  return field ? [...fieldTextsPath(document.name, field.path), place.keyword] : null;
}

/** A text anywhere in a document, such as the message of a rule. */
export interface PartTextPlace {
  readonly document: string;
  readonly path: PartPath;
  /** Where translations of it stand. */
  readonly texts: TranslationPath;
  /** Translations stand under the text itself, below `texts`, and follow it. */
  readonly keyed?: boolean;
}

export type TextPlace = FieldTextPlace | PartTextPlace;

/** Names the place among the inputs of its document. */
export const textPlaceName = (place: TextPlace): string =>
  "path" in place ? place.path.join("-") : place.keyword;

export function readText(documents: DesignDocuments, place: TextPlace, locale: Locale): string {
  if (locale !== baseLanguage(documents, locale)) {
    const path = translationPath(documents, place);
    return path ? readTranslation(documents, locale, path) : "";
  }
  return baseText(documents, place);
}

function baseText(documents: DesignDocuments, place: TextPlace): string {
  const content = documents.get(place.document)?.content;
  if ("path" in place) return textOrEmpty(content && readPart(content, place.path));
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
  if (locale !== baseLanguage(documents, locale)) {
    const path = translationPath(documents, place);
    return path ? writeTranslation(documents, locale, path, text) : documents;
  }
  const value = text === "" ? undefined : text;
  if ("path" in place) {
    const before = baseText(documents, place);
    const written = withContent(documents, place.document, (content) =>
      withPart(content, place.path, value),
    );
    if (!place.keyed || before === "" || text === "" || before === text) return written;
    const { texts } = place;
    return moveTranslations(written, [...texts, before], [...texts, text]);
  }
  return withContent(documents, place.document, (content) =>
    place.field === null
      ? withKeyword(content, place.keyword, value)
      : changeField(content, place.field, (schema) => withKeyword(schema, place.keyword, value)),
  );
}
