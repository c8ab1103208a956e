/**
 * Titles in other languages live in documents of their own, `translations/<locale>.json`:
 * `objects.<name>.title`, `objects.<name>.fields.<name>.title`, `….options.<value>`; fields of
 * child rows nest in `fields` again.
 */

import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import type { Locale } from "../../metadata/text.ts";
import {
  type Design,
  type DesignDocuments,
  findDocument,
  withDocument,
} from "./design-documents.ts";

/** Keys from the top of a translation document down to one text. */
export type TranslationPath = readonly string[];

export const objectTextPath = (object: string, keyword: "title" | "description") =>
  ["objects", object, keyword] as const;

/** Where everything about a field is said: `objects / order / fields / lines / fields / price`. */
export function fieldTextsPath(object: string, field: readonly string[]): TranslationPath {
  return ["objects", object, ...field.flatMap((name) => ["fields", name])];
}

export function readTranslation(
  documents: DesignDocuments,
  locale: Locale,
  path: TranslationPath,
): string {
  let value: unknown = findDocument(documents, "translation", locale)?.content;
  for (const key of path) {
    value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return textOrEmpty(value);
}

/** Writes one text; empty text removes it, and the branches that become empty with it. */
export function writeTranslation(
  documents: DesignDocuments,
  locale: Locale,
  path: TranslationPath,
  text: string,
): DesignDocuments {
  return changeTranslations(documents, locale, (content) =>
    setPath(content, path, text === "" ? undefined : text),
  );
}

function changeTranslations(
  documents: DesignDocuments,
  locale: Locale,
  change: (content: JsonSchema) => JsonSchema,
): DesignDocuments {
  const document = findDocument(documents, "translation", locale);
  const before = document?.content ?? {};
  const content = change(before);
  if (content === before) return documents;
  const key = document?.key ?? `translation/${locale}`;
  return withDocument(documents, { key, kind: "translation", name: locale, content });
}

function setPath(branch: JsonSchema, path: TranslationPath, value: unknown): JsonSchema {
  const [key, ...rest] = path;
  if (key === undefined) return branch;
  const present = Object.hasOwn(branch, key) ? branch[key] : undefined;
  const next =
    rest.length === 0 ? value : setPath(isJsonObject(present) ? present : {}, rest, value);
  const gone = next === undefined || (isJsonObject(next) && Object.keys(next).length === 0);
  if (gone && present === undefined) return branch;
  if (!gone && Object.is(next, present)) return branch;
  const entries = Object.entries(branch).filter(([name]) => name !== key);
  if (gone) return Object.fromEntries(entries);
  return { ...branch, [key]: next };
}

/** Moves (or, with `to` absent, removes) a branch in every language: the sequel of a rename. */
export function moveTranslations(
  design: Design,
  from: TranslationPath,
  to: TranslationPath | null,
): DesignDocuments {
  let documents = design.documents;
  for (const document of design.documents.values()) {
    if (document.kind !== "translation") continue;
    const branch = from.reduce<unknown>(
      (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      document.content,
    );
    if (branch === undefined) continue;
    const cleared = setPath(document.content, from, undefined);
    const content = to === null ? cleared : setPath(cleared, to, branch);
    documents = withDocument(documents, { ...document, content });
  }
  return documents;
}
