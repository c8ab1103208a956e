/**
 * Keeps the server's draft equal to what is on the screen: a moment after the last change, one
 * document at a time, never over someone else's change, and again when the network is back or
 * the session goes on.
 */
import type { ProblemJson } from "../../metadata/wire.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  documentAddress,
} from "../document/design-documents.ts";
import type { Held } from "../document/merge-from-server.ts";
import {
  type DraftCall,
  type SavedDocuments,
  unsavedChanges,
} from "../document/unsaved-changes.ts";

export type SaveOutcome =
  | { readonly kind: "saved"; readonly etag: string | null }
  | { readonly kind: "conflict" }
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly problem: ProblemJson };

export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "saving" }
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly problem: ProblemJson };

export interface DraftSaverPorts {
  readonly put: (document: DesignDocument, etag: string | null) => Promise<SaveOutcome>;
  readonly remove: (document: DesignDocument, etag: string | null) => Promise<SaveOutcome>;
  readonly onState: (state: SaveState) => void;
  /** Somebody else changed this document; the owner of the saver reloads and calls `reset`. */
  readonly onConflict: (document: DesignDocument) => Promise<void>;
}

export interface DraftSaver {
  /** The documents on the screen have changed. */
  readonly update: (documents: DesignDocuments) => void;
  /** What the server is known to hold now. */
  readonly reset: (saved: SavedDocuments, etags: ReadonlyMap<string, string>) => void;
  readonly held: () => Held;
  /** Saves at once; true when everything is saved afterwards. */
  readonly flush: () => Promise<boolean>;
}

export interface DraftSaverOptions {
  /** Quiet time before saving begins. */
  readonly delayMs?: number;
  /** First wait after a failed attempt; doubles up to half a minute. */
  readonly retryMs?: number;
}

export function createDraftSaver(
  ports: DraftSaverPorts,
  { delayMs = 600, retryMs = 2000 }: DraftSaverOptions = {},
): DraftSaver {
  let saved: SavedDocuments = new Map();
  let present: DesignDocuments = new Map();
  let etags = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;
  let failures = 0;

  const later = (waitMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void start(), waitMs);
  };
  const accept = (call: DraftCall, outcome: SaveOutcome & { kind: "saved" }) => {
    const { document } = call;
    const address = documentAddress(document);
    const next = new Map(saved);
    if (call.method === "PUT") next.set(address, document);
    else next.delete(address);
    saved = next;
    if (outcome.etag === null) etags.delete(address);
    else etags.set(address, outcome.etag);
  };
  const saveAll = async (): Promise<boolean> => {
    for (;;) {
      const call = unsavedChanges(saved, present)[0];
      if (!call) return finish({ kind: "saved" }, true);
      ports.onState({ kind: "saving" });
      const etag = etags.get(documentAddress(call.document)) ?? null;
      const send = call.method === "PUT" ? ports.put : ports.remove;
      const outcome = await send(call.document, etag);
      if (outcome.kind === "saved") accept(call, outcome);
      else if (outcome.kind === "conflict") await ports.onConflict(call.document);
      else if (outcome.kind === "refused" && outcome.problem.status !== 401)
        return finish(outcome, false);
      else {
        failures += 1;
        later(Math.min(30_000, retryMs * 2 ** (failures - 1)));
        ports.onState(outcome);
        return false;
      }
    }
  };
  const finish = (state: SaveState, done: boolean): boolean => {
    failures = 0;
    ports.onState(state);
    return done;
  };
  const start = (): Promise<boolean> => {
    clearTimeout(timer);
    running ??= saveAll().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    update(documents) {
      if (documents === present) return;
      present = documents;
      if (unsavedChanges(saved, present).length === 0) return;
      ports.onState({ kind: "saving" });
      later(delayMs);
    },
    reset(documents, tags) {
      saved = documents;
      etags = new Map(tags);
    },
    held: () => ({ saved, etags }),
    flush: start,
  };
}
