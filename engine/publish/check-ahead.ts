/**
 * Checks published documents beside the work, in small pieces. What is found out about a document
 * is kept, so that the first draft of a large workspace need not wait for the check of all.
 */
import { checkSteps } from "../../metadata/documents/check-documents.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Catalogs } from "../catalog/catalogs.ts";

/** Longest time that requests wait for a piece. */
const pieceMilliseconds = 4;

/** Follows the catalogs that are loaded, one at a time. Returns how to stop. */
export function startCheckingAhead(catalogs: Pick<Catalogs, "onLoaded">): () => void {
  const waiting: Catalog[] = [];
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
    const idle = current === null && waiting.length === 0;
    waiting.push(catalog);
    if (idle) setImmediate(work);
  });
  return () => {
    stopped = true;
  };
}
