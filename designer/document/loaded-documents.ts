/** What the server answers about published and drafted documents, as the values the designer uses. */
import { assignIds } from "../../metadata/documents/assign-ids.ts";
import type { DocumentKind } from "../../metadata/documents/document.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  documentAddress,
  documentKey,
} from "./design-documents.ts";
import { newStableId } from "./stable-id.ts";
import { type SavedDocuments, savedDocuments } from "./unsaved-changes.ts";

export interface LoadedDocuments {
  /** Version that was published last. */
  readonly version: number;
  readonly published: DesignDocuments;
  /** Published documents with the draft laid over them. */
  readonly drafted: DesignDocuments;
  /** What the server holds at each address. */
  readonly saved: SavedDocuments;
  /** Entity tag of each document's draft by address, `object/customer`. */
  readonly etags: ReadonlyMap<string, string>;
}

/** An object document with an id for itself and for every field and row that has none. */
export function withAllIds(kind: DocumentKind, name: string, content: JsonSchema): JsonSchema {
  return assignIds({ kind, name, content }, null, newStableId).content;
}

function designDocument(kind: DocumentKind, name: string, content: JsonSchema): DesignDocument {
  const identified = withAllIds(kind, name, content);
  return { key: documentKey(kind, name, identified), kind, name, content: identified };
}

/**
 * A rename whose second half the server never heard of shows as two documents with one id: the
 * drafted one counts, and the other is removed when the draft is saved next.
 */
export function loadDocuments(answer: DesignerDocuments): LoadedDocuments {
  const published = new Map<string, DesignDocument>();
  const present: DesignDocument[] = [];
  const drafted = new Map<string, DesignDocument>();
  const etags = new Map<string, string>();
  for (const { kind, name, etag, ...entry } of answer.documents) {
    etags.set(documentAddress({ kind, name }), etag);
    const before = entry.published && designDocument(kind, name, entry.published);
    if (before) published.set(before.key, before);
    const draft = entry.draft && designDocument(kind, name, entry.draft);
    if (draft) drafted.set(draft.key, draft);
    const now = draft ?? (entry.draft === undefined ? before : null);
    if (now) present.push(now);
  }
  return {
    version: answer.version,
    published,
    drafted: new Map(
      present.map((document) => [document.key, drafted.get(document.key) ?? document]),
    ),
    saved: savedDocuments(present),
    etags,
  };
}
