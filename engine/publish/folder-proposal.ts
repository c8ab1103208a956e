/** What a folder's publish intends: which documents are replaced, and which stay. */
import { assignIds } from "../../metadata/documents/assign-ids.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { joinTranslations } from "../../metadata/documents/join-translations.ts";
import type { Catalog, StoredDocument } from "../catalog/catalog.ts";
import { documentKey, stored } from "../catalog/document-store.ts";
import { newStableId } from "./drafts.ts";
import type { Proposal } from "./publishing.ts";

/**
 * The documents of an app's folder in place of those that came from it before; documents of other
 * apps and of the designer stay, unless the folder holds one of the same kind and name. What a
 * translation says of documents that stay, stays.
 */
export function proposeFolder(
  catalog: Catalog,
  documents: readonly MetadataDocument[],
  app: string,
): Proposal {
  const published = new Map(catalog.documents.map((document) => [documentKey(document), document]));
  const known = (document: MetadataDocument): StoredDocument => {
    const before = published.get(documentKey(document));
    const next = stored(document);
    return before?.digest === next.digest ? before : next;
  };
  const incoming = documents.map((document) =>
    known(assignIds(document, published.get(documentKey(document)) ?? null, newStableId)),
  );
  const own = new Set(incoming.map(documentKey));
  const ids = new Set<unknown>(
    incoming.map(({ content }) => content.id).filter((id) => typeof id === "string"),
  );
  const leaves = (document: MetadataDocument): boolean => {
    const key = documentKey(document);
    const origin = catalog.origins[key];
    // Several apps may have written one translation.
    const isShared = document.kind === "translation" && origin !== undefined;
    return own.has(key) || ids.has(document.content.id) || origin === app || isShared;
  };
  const kept = catalog.documents.filter((document) => !leaves(document));
  const staying = new Set(kept.map(documentKey));
  const joined = (document: MetadataDocument): readonly StoredDocument[] => {
    if (document.kind !== "translation")
      return own.has(documentKey(document)) ? [known(document)] : [];
    const key = documentKey(document);
    const content = joinTranslations(
      published.get(key)?.content ?? null,
      own.has(key) ? document.content : null,
      (kind, name) => staying.has(documentKey({ kind, name, content: {} })),
    );
    return content === null ? [] : [known({ ...document, content })];
  };
  const left = catalog.documents.filter(
    (document) => leaves(document) && !own.has(documentKey(document)),
  );
  const origins = { ...catalog.origins, ...Object.fromEntries([...own].map((key) => [key, app])) };
  return {
    documents: [...kept, ...incoming.flatMap(joined), ...left.flatMap(joined)],
    origins,
    drafts: [],
  };
}
