/**
 * Titles in other languages live in documents of their own, `translations/<locale>.json`:
 * `objects.<name>.title`, `objects.<name>.fields.<name>.title`, `….options.<value>`; fields of
 * child rows nest in `fields` again.
 */

import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import {
  branchAt,
  moveBranch,
  type TranslationPath,
  withBranch,
} from "../../metadata/refactor/translations.ts";
import type { Locale } from "../../metadata/text.ts";
import {
  type DesignDocuments,
  documentsOfKind,
  findDocument,
  withContent,
  withDocument,
} from "./design-documents.ts";

export function readTranslation(
  documents: DesignDocuments,
  locale: Locale,
  path: TranslationPath,
): string {
  return textOrEmpty(branchAt(findDocument(documents, "translation", locale)?.content, path));
}

/** Writes one text; empty text removes it, and the branches that become empty with it. */
export function writeTranslation(
  documents: DesignDocuments,
  locale: Locale,
  path: TranslationPath,
  text: string,
): DesignDocuments {
  return changeTranslations(documents, locale, (content) =>
    withBranch(content, path, text === "" ? undefined : text),
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

/** Moves (or, with `to` absent, removes) a branch in every language: the sequel of a rename. */
export function moveTranslations(
  documents: DesignDocuments,
  from: TranslationPath,
  to: TranslationPath | null,
): DesignDocuments {
  return documentsOfKind(documents, "translation").reduce(
    (moved, { key }) => withContent(moved, key, (content) => moveBranch(content, from, to)),
    documents,
  );
}

/** Puts a branch as it was published, in every language: what a removal or a draft made of it. */
export function restoreTranslations(
  documents: DesignDocuments,
  path: TranslationPath,
  published: DesignDocuments,
): DesignDocuments {
  const known = [documents, published].flatMap((all) => documentsOfKind(all, "translation"));
  return known.reduce((restored, { key, kind, name }) => {
    const branch = branchAt(published.get(key)?.content, path);
    const before = restored.get(key)?.content ?? {};
    const content = withBranch(before, path, branch);
    return content === before ? restored : withDocument(restored, { key, kind, name, content });
  }, documents);
}
