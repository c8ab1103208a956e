/**
 * Checks published documents beside the work, in small pieces. What is found out about a document
 * is kept, so that the first draft of a large workspace need not wait for the check of all.
 */

import { checkSteps } from "../../metadata/documents/check-documents.ts";
import type { JsonSchema } from "../../metadata/json-object.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Catalogs } from "../catalog/catalogs.ts";

/** Longest time that requests wait for a piece. */
const pieceMilliseconds = 4;

/** So many new documents need no check ahead: after each publish the others are known. */
const fewDocuments = 20;

/** Follows the catalogs that are loaded, one at a time. Returns how to stop. */
export function startCheckingAhead(catalogs: Pick<Catalogs, "onLoaded">): () => void {
  const waiting: Catalog[] = [];
  const seen = new WeakSet<JsonSchema>();
  let current: Iterator<unknown> | null = null;
  let stopped = false;

  function work(): void {
    const end = performance.now() + pieceMilliseconds;
    while (!stopped && performance.now() < end) {
      const next = current === null ? waiting.shift() : undefined;
      if (next !== undefined) current = checkSteps(next.documents);
      if (current === null) return;
      if (current.next().done === true) current = null;
    }
    if (!stopped) setImmediate(work);
  }

  catalogs.onLoaded((catalog) => {
    const unseen = catalog.documents.filter(({ content }) => !seen.has(content));
    if (unseen.length <= fewDocuments) return;
    for (const { content } of unseen) seen.add(content);
    const idle = current === null && waiting.length === 0;
    waiting.push(catalog);
    if (idle) setImmediate(work);
  });
  return () => {
    stopped = true;
  };
}
