/**
 * Keeps undo, redo and what is not saved yet in this browser, so that a reload or a crash takes
 * nothing away. One value holds all of it: documents that steps share are stored once.
 */
import type { SessionStart } from "../document/resume-session.ts";

export interface HistoryStore {
  /** `null` when there is nothing, or nothing that can be read. */
  readonly load: () => Promise<SessionStart | null>;
  /** Soon, and at once when the page is left. */
  readonly save: (session: SessionStart) => void;
}

/** Raised whenever the stored shape changes: what an older page has left is not read. */
const format = 1;
const stepsKept = 100;
const delayMs = 150;
const ageMaxMs = 3 * 24 * 3600 * 1000;

interface Envelope {
  readonly format: number;
  readonly storedAt: number;
  readonly session: SessionStart;
}

export function createHistoryStore(workspace: string): HistoryStore {
  // Open from the start: what is written while the page goes away must not wait for it.
  const database = openDatabase();
  let waiting: SessionStart | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    if (waiting === null) return;
    const session = waiting;
    waiting = null;
    const envelope: Envelope = { format, storedAt: Date.now(), session };
    // Without storage the designer works as before, only its past ends with the page.
    void withStore(database, "readwrite", (store) => store.put(envelope, workspace)).catch(
      () => undefined,
    );
  };
  addEventListener("pagehide", write);
  return {
    load: async () => {
      const found = await withStore(database, "readonly", (store) => store.get(workspace)).catch(
        () => null,
      );
      if (!isEnvelope(found) || Date.now() - found.storedAt > ageMaxMs) return null;
      return found.session;
    },
    save: (session) => {
      const { history } = session;
      const past = history.past.slice(-stepsKept);
      const future = history.future.slice(0, stepsKept);
      waiting = { ...session, history: { ...history, past, future, gesture: null } };
      clearTimeout(timer);
      timer = setTimeout(write, delayMs);
    },
  };
}

function isEnvelope(value: unknown): value is Envelope {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === format &&
    "session" in value
  );
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("tenon-designer", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("session");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function withStore<Result>(
  opening: Promise<IDBDatabase>,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const transaction = (await opening).transaction("session", mode);
  const request = work(transaction.objectStore("session"));
  return new Promise<Result>((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
