/** What every part of the designer may use: the session, and which panels are open. */
import { createContext, createSignal, type Signal, useContext } from "solid-js";
import type { LeftAnswers } from "../document/left-answers.ts";
import { inputKeyword, type LocatedProblem } from "../document/problem-location.ts";
import { type RightsSection, rightsSections } from "../document/rights-sections.ts";
import type { DesignSession } from "../state/design-session.ts";

export type CanvasTab = "fields" | "rules" | "lifecycle" | "form" | "list" | "json";
export type OpenDialog = "publish" | "versions" | "kept" | "palette" | "keys" | "new_object" | null;
/** On narrow screens the panes are tabs; this one is in front. */
export type Pane = "objects" | "canvas" | "inspector";

/** What the list on the left holds. */
export type ListedPlace = "objects" | "access";

export interface Designer {
  readonly session: DesignSession;
  readonly workspace: string;
  readonly tab: () => CanvasTab;
  readonly showTab: (tab: CanvasTab) => void;
  /** Key of the view that is edited with its object; `null` for the usual list. */
  readonly view: () => string | null;
  readonly showView: (key: string | null) => void;
  readonly listed: () => ListedPlace;
  readonly showListed: (place: ListedPlace) => void;
  /** Whether what a role grants is shown, or what it takes away. */
  readonly rights: () => RightsSection;
  readonly showRights: (section: RightsSection) => void;
  /** Name of the object whose rights are shown down to the field; `null` for none. */
  readonly openRights: () => string | null;
  readonly openRightsOf: (object: string | null) => void;
  /** What was answered to the plan of the draft before its dialog was left. */
  readonly leftAnswers: () => LeftAnswers | null;
  readonly leaveAnswers: (left: LeftAnswers | null) => void;
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

/** Id of the input for a part of a document: `["rules", 0, "at"]`. */
export const partInputId = (path: readonly (string | number)[]): string =>
  keywordInputId(path.join("-"));

export function createDesigner(session: DesignSession, workspace: string): Designer {
  const [tab, showTab]: Signal<CanvasTab> = createSignal<CanvasTab>("fields");
  const [dialog, openDialog]: Signal<OpenDialog> = createSignal<OpenDialog>(null);
  const [pane, showPane]: Signal<Pane> = createSignal<Pane>("canvas");
  const [view, showView] = createSignal<string | null>(null);
  const [listed, showListed]: Signal<ListedPlace> = createSignal<ListedPlace>("objects");
  const [rights, showRights]: Signal<RightsSection> = createSignal<RightsSection>("objects");
  const [openRights, openRightsOf] = createSignal<string | null>(null);
  const [leftAnswers, leaveAnswers]: Signal<LeftAnswers | null> = createSignal<LeftAnswers | null>(
    null,
  );
  const [problemsOpen, showProblems] = createSignal(false);
  return {
    session,
    workspace,
    tab,
    showTab,
    view,
    showView,
    listed,
    showListed,
    rights,
    showRights,
    openRights,
    openRightsOf,
    leftAnswers,
    leaveAnswers,
    dialog,
    openDialog,
    pane,
    showPane,
    problemsOpen,
    showProblems,
    goTo(problem) {
      session.select(problem.selection);
      const place = tabOf(problem);
      if (place) showTab(place);
      if (place === "list") showView(problem.holder);
      const section = rightsOf(problem);
      if (section) {
        showRights(section);
        if (isInDetail(problem)) openRightsOf(problem.rest[0] ?? null);
      }
      const onCanvas = place !== null || section !== null || isOfSharingRule(problem);
      showPane(onCanvas ? "canvas" : "inspector");
      const keyword = inputKeyword(problem);
      const parts = onCanvas ? [problem.keyword, ...problem.rest] : [keyword];
      focusWhenThere(parts.map((_, end) => partInputId(parts.slice(0, parts.length - end))));
    },
  };
}

/** The tab in which a part of an object is edited; null for what the inspector edits. */
function tabOf({ problem, selection, keyword }: LocatedProblem): CanvasTab | null {
  if (problem.file.startsWith("views/")) return "list";
  if (selection.field !== null) return null;
  return keyword === "rules" || keyword === "lifecycle" ? keyword : null;
}

/** The part of a role that holds a mistake; null for what the inspector edits. */
function rightsOf({ problem, keyword }: LocatedProblem): RightsSection | null {
  if (!problem.file.startsWith("roles/")) return null;
  return rightsSections.find((section) => section === keyword) ?? null;
}

/** What is seen only when the rights of the object are open. */
const isInDetail = ({ rest }: LocatedProblem): boolean =>
  ["fields", "transitions", "reveal"].includes(rest[1] ?? "");

const isOfSharingRule = ({ problem, keyword }: LocatedProblem): boolean =>
  problem.file.startsWith("sharing/") && ["object", "when", "roles", "access"].includes(keyword);

/** How long a part of the screen may take to appear, in milliseconds. */
const patience = 3000;

/** Focuses the first of these that is on the screen, or comes onto it: the most exact one first. */
export function focusWhenThere(ids: readonly string[]): void {
  const attempt = (): boolean => {
    const found = ids.map((id) => document.getElementById(id)).find((element) => element !== null);
    if (!found) return false;
    found.closest("details")?.setAttribute("open", "");
    found.scrollIntoView({ block: "center" });
    found.focus();
    return true;
  };
  queueMicrotask(() => {
    if (attempt()) return;
    const observer = new MutationObserver(() => attempt() && observer.disconnect());
    observer.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => observer.disconnect(), patience);
  });
}
