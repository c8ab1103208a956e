/**
 * What to keep of the screen when the server's documents are taken anew: a document somebody else
 * has changed is replaced, one with unsaved changes of our own stays, all others stay with their
 * undo history.
 */
import { type Design, type DesignDocument, documentAddress } from "./design-documents.ts";
import { type SavedDocuments, sameContent } from "./unsaved-changes.ts";

export interface Held {
  readonly saved: SavedDocuments;
  readonly etags: ReadonlyMap<string, string>;
}

export interface Merge extends Held {
  /** By address: what comes onto the screen; `null` takes the document away. */
  readonly replacements: ReadonlyMap<string, DesignDocument | null>;
}

/** `ours` are the addresses whose unsaved changes must survive. */
export function mergeFromServer(held: Held, server: Held, ours: ReadonlySet<string>): Merge {
  const saved = new Map<string, DesignDocument>();
  const etags = new Map<string, string>();
  const replacements = new Map<string, DesignDocument | null>();
  for (const address of new Set([...held.saved.keys(), ...server.saved.keys()])) {
    const before = held.saved.get(address);
    const now = server.saved.get(address);
    const same =
      before && now && before.key === now.key && sameContent(before.content, now.content);
    const keep = ours.has(address);
    if (!same && !keep) replacements.set(address, now ?? null);
    const known = same || keep ? before : now;
    if (known) saved.set(address, known);
  }
  for (const address of new Set([...held.etags.keys(), ...server.etags.keys()])) {
    // The old tag of a document with changes of our own: its saving meets the conflict itself.
    const stale = ours.has(address) && !sameSaved(held, server, address);
    const etag = (stale ? held : server).etags.get(address);
    if (etag !== undefined) etags.set(address, etag);
  }
  return { saved, etags, replacements };
}

function sameSaved(held: Held, server: Held, address: string): boolean {
  return sameContent(held.saved.get(address)?.content, server.saved.get(address)?.content);
}

export function replaceDocuments(
  design: Design,
  replacements: ReadonlyMap<string, DesignDocument | null>,
): Design {
  if (replacements.size === 0) return design;
  const documents = new Map(design.documents);
  for (const [key, document] of documents) {
    const replacement = replacements.get(documentAddress(document));
    if (replacement !== undefined && replacement?.key !== key) documents.delete(key);
  }
  for (const document of replacements.values()) {
    if (document) documents.set(document.key, document);
  }
  const { selection } = design;
  const kept = selection.document !== null && documents.has(selection.document);
  return { documents, selection: kept ? selection : { document: null, field: null } };
}
