/**
 * The language in which the documents themselves are written; texts in any other language stand
 * in translation documents. Documents do not name it, so it follows from what is there.
 */
import { textOrEmpty } from "../../metadata/json-object.ts";
import { type Locale, locales } from "../../metadata/text.ts";
import { type DesignDocuments, documentsOfKind } from "./design-documents.ts";

const chinese = /\p{Script=Han}/u;

/** `preferred` decides for a workspace without any text yet. */
export function baseLanguage(documents: DesignDocuments, preferred: Locale): Locale {
  const titles = [...documentsOfKind(documents, "app"), ...documentsOfKind(documents, "object")]
    .map((document) => textOrEmpty(document.content.title))
    .filter((title) => title !== "");
  if (titles.length === 0) return preferred;
  const inChinese = titles.filter((title) => chinese.test(title)).length;
  return inChinese * 2 > titles.length ? "zh-CN" : "en";
}

/** All languages, the reader's own first. */
export const languagesFor = (reader: Locale): readonly Locale[] => [
  reader,
  ...locales.filter((locale) => locale !== reader),
];
