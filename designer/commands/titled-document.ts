/** A new document with a title in the reader's language, wherever texts of that language are kept. */
import type { JsonSchema } from "../../metadata/json-object.ts";
import { titleFromName } from "../../metadata/model/resolve-object.ts";
import type { Locale } from "../../metadata/text.ts";
import { baseLanguage } from "../document/base-language.ts";
import { type Design, type DesignDocument, withDocument } from "../document/design-documents.ts";
import { titlePath } from "../document/document-title.ts";
import { writeText } from "../document/localised-text.ts";

/** Adds the document under its title and selects it. */
export function withTitledDocument(
  design: Design,
  document: DesignDocument,
  title: string,
  locale: Locale,
): Design {
  const foreign = locale !== baseLanguage(design.documents, locale);
  const own = foreign ? titleFromName(document.name) : title;
  const content: JsonSchema = { ...document.content, title: own };
  const added: Design = {
    documents: withDocument(design.documents, { ...document, content }),
    selection: { document: document.key, field: null },
  };
  if (!foreign) return added;
  const place = { document: document.key, path: ["title"], texts: titlePath(document) };
  return { ...added, documents: writeText(added, place, locale, title) };
}
