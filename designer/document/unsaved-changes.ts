/** What the server must still be told, by comparing the screen with what the server holds. */
import { type DesignDocument, type DesignDocuments, documentAddress } from "./design-documents.ts";

export interface DraftCall {
  readonly method: "PUT" | "DELETE";
  readonly document: DesignDocument;
}

/** What the server is known to hold, by address. */
export type SavedDocuments = ReadonlyMap<string, DesignDocument>;

export const savedDocuments = (documents: Iterable<DesignDocument>): SavedDocuments =>
  new Map([...documents].map((document) => [documentAddress(document), document]));

/**
 * A renamed document is first written under its new name and then removed under the old one, so
 * that nothing is ever missing when the network fails in between.
 */
export function unsavedChanges(
  saved: SavedDocuments,
  present: DesignDocuments,
): readonly DraftCall[] {
  const inUse = new Set<string>();
  const calls: DraftCall[] = [];
  for (const document of present.values()) {
    const address = documentAddress(document);
    inUse.add(address);
    if (saved.get(address)?.content !== document.content) calls.push({ method: "PUT", document });
  }
  for (const [address, document] of saved) {
    if (!inUse.has(address)) calls.push({ method: "DELETE", document });
  }
  return calls;
}

/** True when two documents say the same; the order of keys counts, for it is the order of fields. */
export function sameContent(first: unknown, second: unknown): boolean {
  return first === second || JSON.stringify(first) === JSON.stringify(second);
}
