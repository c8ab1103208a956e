/** Titles as the designer's reader sees them: translated where a translation exists. */

import { textOrEmpty } from "../../metadata/json-object.ts";
import { titleFromName } from "../../metadata/model/resolve-object.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import type { Locale } from "../../metadata/text.ts";
import type { DesignDocument, DesignDocuments } from "./design-documents.ts";
import type { FieldEntry } from "./object-fields.ts";
import { objectTextPath, readTranslation } from "./translation-document.ts";

export function documentTitle(
  documents: DesignDocuments,
  document: DesignDocument,
  locale: Locale,
): string {
  return (
    readTranslation(documents, locale, objectTextPath(document.name, "title")) ||
    textOrEmpty(document.content.title) ||
    titleFromName(document.name)
  );
}

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
