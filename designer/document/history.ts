/**
 * Undo and redo over immutable designs. One gesture of a person is one step: changes that carry
 * the same gesture name (every key typed into one input) melt into the step that began it.
 */
import type { Text } from "../../metadata/text.ts";
import type { Design, Selection } from "./design-documents.ts";

/** Steps kept; the oldest fall off. */
const stepsMax = 300;

export interface Step {
  readonly before: Design;
  readonly after: Design;
  readonly label: Text;
}

export interface History {
  readonly past: readonly Step[];
  readonly present: Design;
  readonly future: readonly Step[];
  /** The gesture still going on; the next change of the same name joins it. */
  readonly gesture: string | null;
}

export const startHistory = (design: Design): History => ({
  past: [],
  present: design,
  future: [],
  gesture: null,
});

/** Records a change. A change that alters no document only moves the selection. */
export function record(
  history: History,
  after: Design,
  label: Text,
  gesture: string | null = null,
): History {
  if (after.documents === history.present.documents) return select(history, after.selection);
  const last = history.past.at(-1);
  const joins = gesture !== null && gesture === history.gesture && last !== undefined;
  const step: Step = joins ? { ...last, after } : { before: history.present, after, label };
  const kept = joins ? history.past.slice(0, -1) : history.past.slice(-(stepsMax - 1));
  return { past: [...kept, step], present: after, future: [], gesture };
}

export function select(history: History, selection: Selection): History {
  return { ...history, present: { ...history.present, selection }, gesture: null };
}

/** The next change begins a step of its own. */
export const endGesture = (history: History): History =>
  history.gesture === null ? history : { ...history, gesture: null };

export function undo(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: step.before,
    future: [step, ...history.future],
    gesture: null,
  };
}

export function redo(history: History): History {
  const [step, ...future] = history.future;
  if (step === undefined) return history;
  return { past: [...history.past, step], present: step.after, future, gesture: null };
}

/**
 * Applies a change that is not the person's own (a document reloaded from the server) to the
 * present and to every remembered design, so that undo never brings back what is gone.
 */
export function rebase(history: History, change: (design: Design) => Design): History {
  const known = new Map<Design, Design>();
  const apply = (design: Design): Design => {
    const result = known.get(design) ?? change(design);
    known.set(design, result);
    return result;
  };
  const steps = (list: readonly Step[]): readonly Step[] =>
    list.map((step) => ({ ...step, before: apply(step.before), after: apply(step.after) }));
  return {
    past: steps(history.past),
    present: apply(history.present),
    future: steps(history.future),
    gesture: null,
  };
}
