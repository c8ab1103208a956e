/** What is wrong in a form, and what of it is shown: found here, or said by the server. */
import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Problem } from "../../metadata/problem.ts";
import type { RecordValidator } from "../../metadata/validate/record-validator.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { FormDraft } from "./form-draft.ts";
import { type RowsByField, rowsAt } from "./form-lists.ts";
import {
  type Place,
  type PlacedCell,
  type PlacedProblem,
  placeOf,
  placeProblems,
} from "./form-problems.ts";
import { isUntouched } from "./form-values.ts";
import { problemWords, serverWords } from "./problem-words.ts";
import { unreadProblems } from "./unread-text.ts";

export interface FormChecks {
  /** The sentence at a place, once the user has been there or tried to save. */
  readonly error: (place: Place) => string | undefined;
  /** All shown problems in the order of the form. */
  readonly problems: () => readonly PlacedProblem[];
  readonly touch: (place: Place) => void;
  /** Checks everything and shows what is wrong. */
  readonly check: () => Promise<boolean>;
  /** Takes over what the server found wrong. */
  readonly refuse: (problem: ProblemJson) => void;
  /** The user has changed something there: the server's word on it is out of date. */
  readonly forgive: (...places: readonly Place[]) => void;
  readonly clear: () => void;
}

type Problems = ReadonlyMap<Place, PlacedProblem>;

/** Typing is checked after a pause of this length. */
const pauseMs = 120;

export function createFormChecks(
  model: Accessor<ObjectModel>,
  draft: FormDraft,
  validator: (model: ObjectModel) => Promise<RecordValidator | null>,
  conditions: () => readonly Problem[] = () => [],
): FormChecks {
  const [touched, setTouched] = createStore<Record<Place, boolean>>({});
  const [tried, setTried] = createSignal(false);
  const [found, setFound] = createSignal<Problems>(new Map());
  const [refused, setRefused] = createSignal<Problems>(new Map());
  const rows = () => draft.snapshot().rows;

  const validate = async (): Promise<boolean> => {
    const checked = untrack(model);
    const check = await validator(checked);
    const verdict = check?.(untrack(draft.body));
    const sentence = (item: Problem) => problemWords(item, checked);
    const written = draft.writtenRows();
    const unread = unreadProblems(checked, draft.snapshot().values, written);
    const invalid = verdict?.ok === false ? verdict.problems : [];
    const wrong = placeProblems([...unread, ...invalid], written, sentence);
    // Conditions read all lines, also those that were only begun.
    for (const [place, item] of placeProblems(conditions(), rows(), sentence))
      if (!wrong.has(place) && isWritten(rows(), item.cells)) wrong.set(place, item);
    setFound(wrong);
    return wrong.size === 0;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const validateSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void validate(), pauseMs);
  };
  onCleanup(() => clearTimeout(timer));
  // Once something is shown as wrong, it must go as soon as it is right.
  createEffect(
    on(draft.changes, () => (tried() || found().size > 0) && validateSoon(), { defer: true }),
  );
  const shown = (place: Place) => tried() || touched[place] === true;

  return {
    error: (place) =>
      (refused().get(place) ?? (shown(place) ? found().get(place) : undefined))?.sentence(),
    problems: () => {
      const own = [...found().values()].filter((item) => tried() && !refused().has(item.place));
      return inFormOrder([...own, ...refused().values()], model());
    },
    touch: (place) => {
      setTouched(place, true);
      validateSoon();
    },
    check: () => {
      setTried(true);
      setRefused(new Map());
      return validate();
    },
    refuse: (problem) => setRefused(refusals(problem, model(), draft.writtenRows())),
    forgive: (...places) => {
      if (!places.some((place) => refused().has(place))) return;
      setRefused(new Map([...refused()].filter(([place]) => !places.includes(place))));
    },
    clear: () => {
      setTried(false);
      setFound(new Map());
      setRefused(new Map());
      setTouched(reconcile({}));
    },
  };
}

/** Whether the lines that lead to a problem are more than begun. */
const isWritten = (rows: RowsByField, cells: readonly PlacedCell[]): boolean =>
  cells.every(({ list, key }) => {
    const row = rowsAt(rows, list).find((line) => line.key === key);
    return row !== undefined && (row.id !== null || !isUntouched(row));
  });

function refusals(problem: ProblemJson, model: ObjectModel, rows: RowsByField): Problems {
  const placed = new Map<Place, PlacedProblem>();
  for (const item of problem.errors) {
    const at = placeOf(item.path, rows);
    if (!placed.has(at.place))
      placed.set(at.place, { ...at, sentence: () => serverWords(item, model) });
  }
  return placed;
}

function inFormOrder(
  problems: readonly PlacedProblem[],
  model: ObjectModel,
): readonly PlacedProblem[] {
  const order = new Map(model.fields.map((field, index) => [field.name, index]));
  return problems.toSorted(
    (one, other) => (order.get(one.field) ?? 999) - (order.get(other.field) ?? 999),
  );
}
