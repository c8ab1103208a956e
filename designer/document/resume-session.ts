/** Where a session begins: at the server's documents, or where this browser left off. */
import type { Selection } from "./design-documents.ts";
import { type DesignDocuments, documentAddress } from "./design-documents.ts";
import { type History, rebase, startHistory } from "./history.ts";
import type { LoadedDocuments } from "./loaded-documents.ts";
import { type Held, mergeFromServer, replaceDocuments } from "./merge-from-server.ts";
import { unsavedChanges } from "./unsaved-changes.ts";

export interface SessionStart extends Held {
  readonly history: History;
}

/**
 * `left` is what the browser has kept. What the server says of other documents comes in; what was
 * not saved yet stays and is saved next, unless somebody was faster: then saving says so.
 */
export function resumeSession(loaded: LoadedDocuments, left: SessionStart | null): SessionStart {
  if (left === null) {
    const selection = firstSelection(loaded.drafted);
    const history = startHistory({ documents: loaded.drafted, selection });
    return { history, saved: loaded.saved, etags: loaded.etags };
  }
  const calls = unsavedChanges(left.saved, left.history.present.documents);
  const ours = new Set(calls.map((call) => documentAddress(call.document)));
  const merge = mergeFromServer(left, loaded, ours);
  const merged = rebase(left.history, (design) => replaceDocuments(design, merge.replacements));
  const { present } = merged;
  const selection =
    present.selection.document === null ? firstSelection(present.documents) : present.selection;
  return {
    history: { ...merged, present: { ...present, selection } },
    saved: merge.saved,
    etags: merge.etags,
  };
}

function firstSelection(documents: DesignDocuments): Selection {
  const first = [...documents.values()].find((document) => document.kind === "object");
  return { document: first?.key ?? null, field: null };
}
