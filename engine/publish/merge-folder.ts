/** A folder that was written on the base of an earlier version, joined with what was published since. */
import { mergeDocuments } from "../../metadata/diff/merge-documents.ts";
import { assignIds } from "../../metadata/documents/assign-ids.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { failure, problem, type Result } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { documentKey, readDocuments, readManifest } from "../catalog/document-store.ts";
import type { Executor } from "../db/database.ts";
import { newStableId } from "./drafts.ts";

/**
 * The folder's documents with the changes of the workspace since version `base`; `merge_conflict`
 * for every place that both have changed, `unknown_version` when there was none.
 */
export async function mergeFolder(
  executor: Executor,
  catalog: Catalog,
  folder: { readonly app: string; readonly documents: readonly MetadataDocument[] },
  base: number,
): Promise<Result<readonly MetadataDocument[]>> {
  const manifest = base < 1 ? null : await readManifest(executor, catalog.workspaceId, base);
  if (manifest === null) return failure(problem("unknown_version", "", { version: base }));
  const known = new Map(catalog.documents.map((document) => [document.digest, document]));
  const former = await readDocuments(executor, catalog.workspaceId, manifest, known);
  const formerByKey = new Map(former.map((document) => [documentKey(document), document]));
  const formerById = new Map(former.map((document) => [document.content.id, document]));
  const ours = folder.documents.map((document) => {
    const before =
      (document.content.id !== undefined ? formerById.get(document.content.id) : undefined) ??
      formerByKey.get(documentKey(document));
    return before === undefined ? document : assignIds(document, before, newStableId);
  });
  const keys = new Set(ours.map(documentKey));
  const ids = new Set<unknown>(ours.map(({ content }) => content.id ?? null));
  const concerned = (origins: Readonly<Record<string, string>>) => (document: MetadataDocument) => {
    const key = documentKey(document);
    return keys.has(key) || ids.has(document.content.id) || origins[key] === folder.app;
  };
  const isMerged = concerned(catalog.origins);
  return mergeDocuments(
    {
      base: former.filter(concerned(manifest.origins)),
      ours,
      theirs: catalog.documents.filter(isMerged),
    },
    catalog.documents.filter((document) => !isMerged(document)),
  );
}
