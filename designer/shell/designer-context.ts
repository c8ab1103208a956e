/** What every part of the designer may use: the session, and which panels are open. */
import { createContext, createSignal, type Signal, useContext } from "solid-js";
import { inputKeyword, type LocatedProblem } from "../document/problem-location.ts";
import type { DesignSession } from "../state/design-session.ts";

export type CanvasTab = "fields" | "form" | "list" | "json";
export type OpenDialog = "publish" | "versions" | "palette" | "keys" | "new_object" | null;
/** On narrow screens the panes are tabs; this one is in front. */
export type Pane = "objects" | "canvas" | "inspector";

export interface Designer {
  readonly session: DesignSession;
  readonly workspace: string;
  readonly tab: () => CanvasTab;
  readonly showTab: (tab: CanvasTab) => void;
  readonly dialog: () => OpenDialog;
  readonly openDialog: (dialog: OpenDialog) => void;
  readonly pane: () => Pane;
  readonly showPane: (pane: Pane) => void;
  readonly problemsOpen: () => boolean;
  readonly showProblems: (open: boolean) => void;
  /** Selects what a problem is about and moves the focus to the input that is wrong. */
  readonly goTo: (problem: LocatedProblem) => void;
}

export const DesignerContext = createContext<Designer>();

export function useDesigner(): Designer {
  const designer = useContext(DesignerContext);
  if (designer === undefined) throw new Error("No designer above this component.");
  return designer;
}

/** Id of the inspector's input for a keyword; problems are led there. */
export const keywordInputId = (keyword: string): string => `keyword-${keyword}`;

export function createDesigner(session: DesignSession, workspace: string): Designer {
  const [tab, showTab]: Signal<CanvasTab> = createSignal<CanvasTab>("fields");
  const [dialog, openDialog]: Signal<OpenDialog> = createSignal<OpenDialog>(null);
  const [pane, showPane]: Signal<Pane> = createSignal<Pane>("canvas");
  const [problemsOpen, showProblems] = createSignal(false);
  return {
    session,
    workspace,
    tab,
    showTab,
    dialog,
    openDialog,
    pane,
    showPane,
    problemsOpen,
    showProblems,
    goTo(problem) {
      session.select(problem.selection);
      showPane("inspector");
      queueMicrotask(() => focusKeyword(inputKeyword(problem)));
    },
  };
}

function focusKeyword(keyword: string): void {
  const input = document.getElementById(keywordInputId(keyword));
  input?.closest("details")?.setAttribute("open", "");
  input?.scrollIntoView({ block: "center" });
  input?.focus();
}
