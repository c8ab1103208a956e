/** The document that a run follows: the one it was started with, whatever is published now. */
import type { JsonSchema } from "../../metadata/json-object.ts";
import { resolveWorkflow, type Workflow } from "../../metadata/workflows/workflow.ts";
import type { Catalog, StoredDocument } from "../catalog/catalog.ts";
import { readDocument } from "../catalog/document-store.ts";
import type { Executor } from "../db/database.ts";
import { contentSince } from "./names-since.ts";

export interface PinnedWorkflow {
  readonly digest: string;
  readonly content: JsonSchema;
  readonly workflow: Workflow;
}

const pinned = (document: StoredDocument): PinnedWorkflow => ({
  digest: document.digest,
  content: document.content,
  workflow: resolveWorkflow(document.content),
});

const publishedKey = Symbol("published workflows");

/** The workflows of a catalog, by name. */
export const publishedWorkflows = (catalog: Catalog): ReadonlyMap<string, PinnedWorkflow> =>
  catalog.derived(
    publishedKey,
    () =>
      new Map(
        catalog.documents
          .filter(({ kind }) => kind === "workflow")
          .map((document) => [document.name, pinned(document)]),
      ),
  );

const byDigestKey = Symbol("workflows by digest");

/**
 * Documents never change, so that what was read once is kept as long as the catalog.
 * @param version one in which it was published
 */
export async function pinnedWorkflow(
  executor: Executor,
  catalog: Catalog,
  digest: string,
  version: number,
): Promise<PinnedWorkflow | null> {
  const known = catalog.derived(
    byDigestKey,
    () => new Map([...publishedWorkflows(catalog).values()].map((one) => [one.digest, one])),
  );
  const found = known.get(digest);
  if (found !== undefined) return found;
  const document = await readDocument(executor, catalog.workspaceId, digest);
  if (document?.kind !== "workflow") return null;
  const content = await contentSince(executor, catalog, document, version);
  const made = { digest, content, workflow: resolveWorkflow(content) };
  known.set(digest, made);
  return made;
}
