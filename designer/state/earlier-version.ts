/** The workspace as it was published once: everything can be looked at, nothing changed. */
import { createMemo, createSignal } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { createModelCache } from "../document/draft-models.ts";
import { record, select, startHistory } from "../document/history.ts";
import { resumeSession } from "../document/resume-session.ts";
import type { DesignSession, SessionParts } from "./design-session.ts";
import { createDraftsApi } from "./drafts-api.ts";

/** Call inside a root. `onRefused`: somebody has tried to change something. */
export function createEarlierVersion(
  { client, first }: Pick<SessionParts, "client" | "first">,
  onRefused: () => void,
): DesignSession {
  const start = resumeSession(first, null);
  const [history, setHistory] = createSignal(startHistory(start.history.present));
  const design = () => history().present;
  const documents = () => design().documents;
  const modelsOf = createModelCache();
  const models = createMemo(() => modelsOf(documents(), locale()));
  const nothing = () => undefined;
  return {
    asOf: first.version,
    client,
    api: createDraftsApi(client),
    design,
    documents,
    selection: () => design().selection,
    published: documents,
    version: () => first.version,
    saveState: () => ({ kind: "saved" }),
    problems: () => [],
    models,
    history,
    run: (command, input) => {
      const after = command.run(design(), input);
      if (after.documents === documents())
        setHistory((current) => record(current, after, command.label));
      else onRefused();
    },
    apply: onRefused,
    endGesture: nothing,
    undo: nothing,
    redo: nothing,
    select: (selection) => {
      setHistory((current) => select(current, selection));
    },
    flush: async () => true,
    reload: async () => undefined,
  };
}
