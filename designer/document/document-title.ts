/** Titles as the designer's reader sees them: translated where a translation exists. */

import { builtInDocument } from "../../metadata/documents/built-in-documents.ts";
import { extendsBuiltIn } from "../../metadata/documents/built-in-objects.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { titleFromName } from "../../metadata/model/resolve-object.ts";
import {
  fieldTextsPath,
  type TranslationPath,
  textsBranch,
} from "../../metadata/refactor/translations.ts";
import type { Locale } from "../../metadata/text.ts";
import type { DesignDocument, DesignDocuments } from "./design-documents.ts";
import type { FieldEntry } from "./object-fields.ts";
import { readTranslation } from "./translation-document.ts";

export const textsPath = ({ kind, name }: DesignDocument): TranslationPath => [
  textsBranch(kind),
  name,
];

export const titlePath = (document: DesignDocument): TranslationPath => [
  ...textsPath(document),
  "title",
];

export function documentTitle(
  documents: DesignDocuments,
  document: DesignDocument,
  locale: Locale,
): string {
  return (
    readTranslation(documents, locale, titlePath(document)) ||
    textOrEmpty(document.content.title) ||
    (extendsBuiltIn(document) ? builtInTitle(document.name, locale) : titleFromName(document.name))
  );
}

/** What an object is called that every workspace has. */
export const builtInTitle = (name: string, locale: Locale): string =>
  textOrEmpty(builtInDocument(name, locale).title);

export function fieldTitle(
  documents: DesignDocuments,
  document: DesignDocument,
  field: FieldEntry,
  locale: Locale,
): string {
  const path = [...fieldTextsPath(document.name, field.path), "title"];
  return (
    readTranslation(documents, locale, path) ||
    textOrEmpty(field.schema.title) ||
    titleFromName(field.name)
  );
}
