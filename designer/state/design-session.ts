/** One person designing one workspace: documents with history, selection, saving and problems. */
import {
  batch,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  type Setter,
} from "solid-js";
import type { ReportedProblem } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { locale } from "../../runtime/language/locale.ts";
import type { Command } from "../commands/command.ts";
import {
  type Design,
  type DesignDocument,
  type DesignDocuments,
  documentAddress,
  type Selection,
} from "../document/design-documents.ts";
import { createModelCache, type DraftModels } from "../document/draft-models.ts";
import * as steps from "../document/history.ts";
import { type LoadedDocuments, loadDocuments } from "../document/loaded-documents.ts";
import { mergeFromServer, replaceDocuments } from "../document/merge-from-server.ts";
import { type LocatedProblem, locateProblem } from "../document/problem-location.ts";
import { inScreenWords, type PartWords } from "../document/problem-words.ts";
import { resumeSession, type SessionStart } from "../document/resume-session.ts";
import { unsavedChanges } from "../document/unsaved-changes.ts";
import { createDraftSaver, type DraftSaver, type SaveState } from "./draft-saver.ts";
import { createDraftsApi, type DraftsApi } from "./drafts-api.ts";
import type { HistoryStore } from "./history-store.ts";

export interface DesignSession {
  /** The earlier version that is looked at, without changing anything; `null` for the draft. */
  readonly asOf: number | null;
  readonly client: Client;
  readonly api: DraftsApi;
  readonly design: () => Design;
  readonly documents: () => DesignDocuments;
  readonly selection: () => Selection;
  /** What everybody works with now. */
  readonly published: () => DesignDocuments;
  readonly version: () => number;
  readonly saveState: () => SaveState;
  readonly problems: () => readonly LocatedProblem[];
  /** The draft as object models, by name, in the language of the screen. */
  readonly models: () => DraftModels;
  readonly history: () => steps.History;
  /** Runs a command as one step; a gesture lets the changes of one input melt into one step. */
  readonly run: <Input>(command: Command<Input>, input: Input, gesture?: string) => void;
  /** Records a design made by a command that brought its own input. */
  readonly apply: (design: Design, label: Command<unknown>["label"]) => void;
  readonly endGesture: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (selection: Selection) => void;
  /** Saves at once; false when something could not be saved. */
  readonly flush: () => Promise<boolean>;
  /** Takes everything anew from the server, after a publish. */
  readonly reload: () => Promise<void>;
}

export interface SessionEvents {
  /** Someone else changed this document; theirs is on the screen now. */
  readonly onReplaced: (document: DesignDocument) => void;
}

export interface SessionParts {
  readonly client: Client;
  /** What `loadDocuments` made of the server's answer. */
  readonly first: LoadedDocuments;
  /** What this browser has kept of an earlier session. */
  readonly left: SessionStart | null;
  readonly store: HistoryStore;
  readonly events: SessionEvents;
  /** What the inputs are called that write parts of documents, in the language of the screen. */
  readonly words: () => PartWords;
}

/** Call inside a root. */
export function createDesignSession(parts: SessionParts): DesignSession {
  const { client, first, events } = parts;
  const api = createDraftsApi(client);
  const start = resumeSession(first, parts.left);
  const [history, setHistory] = createSignal(start.history);
  const [published, setPublished] = createSignal(first.published);
  const [version, setVersion] = createSignal(first.version);
  const [saveState, setSaveState] = createSignal<SaveState>({ kind: "saved" });

  /** `lost` is the document in which somebody else's change wins over an unsaved one of ours. */
  const takeOver = async (lost: DesignDocument | null) => {
    const loaded = loadDocuments(await api.documents());
    const merge = mergeFromServer(saver.held(), loaded, unsavedAddresses(saver, documents(), lost));
    saver.reset(merge.saved, merge.etags);
    batch(() => {
      setPublished(loaded.published);
      setVersion(loaded.version);
      setHistory((current) =>
        steps.rebase(current, (design) => replaceDocuments(design, merge.replacements)),
      );
    });
    saver.update(documents());
  };
  const reload = onceAtATime(() => takeOver(null));
  const saver = createDraftSaver({
    put: api.put,
    remove: api.remove,
    onState: setSaveState,
    async onConflict(document) {
      await takeOver(document);
      events.onReplaced(document);
    },
  });
  saver.reset(start.saved, start.etags);

  const documents = createMemo(() => history().present.documents);
  createEffect(on(documents, (present) => saver.update(present)));
  createEffect(
    on([history, saveState], ([current]) =>
      parts.store.save({ ...saver.held(), history: current }),
    ),
  );
  const retry = () => void saver.flush();
  window.addEventListener("online", retry);
  onCleanup(() => window.removeEventListener("online", retry));
  const problems = createProblems(api, documents, saveState, parts.words);
  const modelsOf = createModelCache();
  const models = createMemo(() => modelsOf(documents(), locale()));

  return {
    asOf: null,
    client,
    api,
    design: () => history().present,
    documents,
    selection: () => history().present.selection,
    published,
    version,
    saveState,
    problems,
    models,
    history,
    ...createEdits(setHistory),
    flush: saver.flush,
    reload,
  };
}

/** What the server's checks say of the saved draft, after every saving and in the reader's words. */
function createProblems(
  api: DraftsApi,
  documents: () => DesignDocuments,
  saveState: () => SaveState,
  wordsOf: () => PartWords,
): () => readonly LocatedProblem[] {
  const [reported, setReported] = createSignal<readonly ReportedProblem[]>([]);
  // An answer that is overtaken by the next question is dropped.
  let asked = 0;
  const check = async () => {
    asked += 1;
    const mine = asked;
    const found = await api.problems();
    if (found && mine === asked) setReported(found);
  };
  createEffect(on([saveState, locale], ([state]) => state.kind === "saved" && void check()));
  return createMemo(() => {
    const words = wordsOf();
    return reported().map((problem) =>
      inScreenWords(documents(), locateProblem(documents(), problem), locale(), words),
    );
  });
}

type Edits = Pick<DesignSession, "run" | "apply" | "endGesture" | "undo" | "redo" | "select">;

function createEdits(setHistory: Setter<steps.History>): Edits {
  return {
    run(command, input, gesture) {
      setHistory((current) => {
        const after = command.run(current.present, input);
        return steps.record(current, after, command.label, gesture ?? null);
      });
    },
    apply: (design, label) => {
      setHistory((current) => steps.record(current, design, label));
    },
    endGesture: () => setHistory(steps.endGesture),
    undo: () => setHistory(steps.undo),
    redo: () => setHistory(steps.redo),
    select: (selection) => {
      setHistory((current) => steps.select(current, selection));
    },
  };
}

/** Addresses of what is not saved yet, without the one that is given up. */
function unsavedAddresses(
  saver: DraftSaver,
  documents: DesignDocuments,
  lost: DesignDocument | null,
): ReadonlySet<string> {
  const calls = unsavedChanges(saver.held().saved, documents);
  const addresses = new Set(calls.map((call) => documentAddress(call.document)));
  if (lost) addresses.delete(documentAddress(lost));
  return addresses;
}

/** A publish of our own and the news of it arrive together: one answer serves both. */
function onceAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}
