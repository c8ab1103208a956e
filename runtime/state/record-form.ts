/** The state of a form: what is typed, what follows from it, what is wrong with it. */
import { batch, createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";
import { createStore, produce, reconcile, unwrap } from "solid-js/store";
import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Problem } from "../../metadata/problem.ts";
import type { RecordValidator } from "../../metadata/validate/record-validator.ts";
import type { ProblemJson, RecordJson } from "../../metadata/wire.ts";
import { currentClock } from "./clock.ts";
import {
  cellPlace,
  type Place,
  type PlacedProblem,
  placeOf,
  placeProblems,
} from "./form-problems.ts";
import {
  carryOver,
  changeBody,
  computedRecord,
  createBody,
  defaultValues,
  type FormRow,
} from "./form-values.ts";
import { problemWords, serverWords } from "./problem-words.ts";
import { rowList, type Values } from "./row-list.ts";

export interface RecordFormOptions {
  readonly model: () => ObjectModel;
  readonly objects: () => ObjectsByName;
  /** The record as loaded; `null` for a new one. */
  readonly base: RecordJson | null;
  readonly validator?: (model: ObjectModel) => Promise<RecordValidator | null>;
  /** Records behind lookups, for formulas that read through them; must be reactive. */
  readonly related?: (object: string, id: string) => Values | null;
}

export interface RecordForm {
  readonly model: () => ObjectModel;
  readonly base: () => RecordJson | null;
  /** As typed, or as computed for fields nobody types. */
  readonly value: (field: string) => unknown;
  readonly setValue: (field: string, value: unknown) => void;
  readonly rows: (field: string) => readonly FormRow[];
  readonly cell: (field: string, row: FormRow, column: string) => unknown;
  readonly setCell: (field: string, rowKey: number, column: string, value: unknown) => void;
  /** Adds lines behind the others, or at an index; returns their keys. */
  readonly addRows: (field: string, values: readonly Values[], at?: number) => readonly number[];
  readonly removeRow: (field: string, rowKey: number) => () => void;
  readonly newRow: (field: string) => Values;
  /** The sentence at a place, once the user has been there or tried to save. */
  readonly error: (place: Place) => string | undefined;
  readonly touch: (place: Place) => void;
  /** All shown problems in the order of the form. */
  readonly problems: () => readonly PlacedProblem[];
  readonly dirty: () => boolean;
  /** Checks everything and shows what is wrong. */
  readonly check: () => Promise<boolean>;
  readonly body: () => Record<string, unknown>;
  /** Takes over what the server found wrong. */
  readonly refuse: (problem: ProblemJson) => void;
  /** Starts over from a saved record. */
  readonly reset: (record: RecordJson) => void;
}

interface FormState {
  values: Record<string, unknown>;
  rows: Record<string, FormRow[]>;
}

/** Above this many lines, what follows from a key press waits for a pause. */
const manyRows = 200;

export function createRecordForm(options: RecordFormOptions): RecordForm {
  let lastKey = 0;
  const toRow = (values: Values, id: string | null): FormRow => {
    lastKey += 1;
    return { key: lastKey, id, values: { ...values } };
  };
  const startRows = (model: ObjectModel, record: Values) =>
    Object.fromEntries(
      model.fields
        .filter((field) => field.children !== null)
        .map((field) => [
          field.name,
          rowList(record[field.name]).map((row) => toRow(row, String(row.id))),
        ]),
    );
  const start = (record: RecordJson | null): FormState => {
    const model = untrack(options.model);
    if (record !== null) return { values: { ...record }, rows: startRows(model, record) };
    return {
      values: defaultValues(model, untrack(options.objects), currentClock()),
      rows: startRows(model, {}),
    };
  };

  const [base, setBase] = createSignal(options.base);
  const [state, setState] = createStore(start(options.base));
  const [changes, setChanges] = createSignal(0);
  const [touched, setTouched] = createStore<Record<Place, boolean>>({});
  const [tried, setTried] = createSignal(false);
  const [found, setFound] = createSignal<ReadonlyMap<Place, PlacedProblem>>(new Map());
  const [refused, setRefused] = createSignal<ReadonlyMap<Place, PlacedProblem>>(new Map());
  const [edited, setEdited] = createSignal(false);
  const changed = () => setChanges((count) => count + 1);
  const edit = () => {
    setEdited(true);
    changed();
  };

  const rowCount = () =>
    Object.values(unwrap(state.rows)).reduce((sum, rows) => sum + rows.length, 0);
  const compute = () =>
    computedRecord(
      options.model(),
      unwrap(state.values),
      unwrap(state.rows),
      { objects: options.objects(), clock: currentClock() },
      options.related ? { find: options.related } : null,
    );
  const [computed, setComputed] = createSignal<Values>(compute());
  const settled = createMemo(
    () => {
      changes();
      return untrack(rowCount) > manyRows ? "later" : "now";
    },
    undefined,
    { equals: false },
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(() => {
    clearTimeout(timer);
    if (settled() === "now") setComputed(compute());
    else timer = setTimeout(() => setComputed(untrack(compute)), 60);
  });
  onCleanup(() => clearTimeout(timer));

  const body = () => {
    const model = options.model();
    const record = base();
    const [values, rows] = [unwrap(state.values), unwrap(state.rows)];
    return record === null
      ? createBody(model, values, rows)
      : changeBody(model, record, values, rows);
  };
  const validate = async (): Promise<boolean> => {
    const model = untrack(options.model);
    const validator = await options.validator?.(model);
    if (!validator) return true;
    const verdict = validator(untrack(body));
    const problems: readonly Problem[] = verdict.ok ? [] : verdict.problems;
    setFound(placeProblems(problems, unwrap(state.rows), problemWords));
    return verdict.ok;
  };
  let validating: ReturnType<typeof setTimeout> | undefined;
  const validateSoon = () => {
    clearTimeout(validating);
    validating = setTimeout(() => void validate(), 120);
  };
  onCleanup(() => clearTimeout(validating));
  // Once something is shown as wrong, it must go as soon as it is right.
  createEffect(on(changes, () => (tried() || found().size > 0) && validateSoon(), { defer: true }));

  const dropRefusal = (place: Place) => {
    if (!refused().has(place)) return;
    setRefused(new Map([...refused()].filter(([other]) => other !== place)));
  };
  const shown = (place: Place) => tried() || touched[place] === true;

  // A published change of the model: what was typed follows its fields.
  createEffect(
    on(options.model, (model, before) => {
      if (before === undefined || before === model) return;
      batch(() => {
        const carried = carryOver(unwrap(state.values), before, model);
        const record = base();
        const fresh =
          record === null ? defaultValues(model, options.objects(), currentClock()) : {};
        setState("values", reconcile({ ...fresh, ...carried }));
        setState("rows", reconcile(carryRows(unwrap(state.rows), before, model), { key: "key" }));
        if (record !== null) setBase({ ...record, ...carryOver(record, before, model) });
        changed();
      });
    }),
  );

  return {
    model: options.model,
    base,
    value: (name) => {
      const field = options.model().byName.get(name);
      return field?.readOnly ? computed()[name] : state.values[name];
    },
    setValue: (name, value) => {
      batch(() => {
        setState("values", name, () => value);
        dropRefusal(name);
        edit();
      });
    },
    rows: (field) => state.rows[field] ?? [],
    cell: (name, row, column) => {
      const field = options.model().byName.get(name)?.children?.byName.get(column);
      if (!field?.readOnly) return row.values[column];
      const index = (state.rows[name] ?? []).findIndex((other) => other.key === row.key);
      return rowList(computed()[name])[index]?.[column];
    },
    setCell: (name, rowKey, column, value) => {
      batch(() => {
        setState(
          "rows",
          name,
          (row) => row.key === rowKey,
          "values",
          column,
          () => value,
        );
        dropRefusal(cellPlace(name, rowKey, column));
        dropRefusal(name);
        edit();
      });
    },
    newRow: (name) => {
      const children = options.model().byName.get(name)?.children;
      return children ? defaultValues(children, options.objects(), currentClock()) : {};
    },
    addRows: (name, values, at) => {
      const added = values.map((row) => toRow(row, null));
      batch(() => {
        setState(
          produce((draft) => {
            const rows = draft.rows[name] ?? [];
            draft.rows[name] = rows;
            rows.splice(at ?? rows.length, 0, ...added);
          }),
        );
        dropRefusal(name);
        edit();
      });
      return added.map((row) => row.key);
    },
    removeRow: (name, rowKey) => {
      const index = (state.rows[name] ?? []).findIndex((row) => row.key === rowKey);
      const removed = unwrap(state.rows)[name]?.[index];
      const splice = (count: number, ...rows: FormRow[]) =>
        batch(() => {
          setState(produce((draft) => void draft.rows[name]?.splice(index, count, ...rows)));
          edit();
        });
      if (removed === undefined) return () => undefined;
      splice(1);
      return () => splice(0, removed);
    },
    error: (place) => {
      const problem = refused().get(place) ?? (shown(place) ? found().get(place) : undefined);
      return problem?.sentence();
    },
    touch: (place) => {
      setTouched(place, true);
      validateSoon();
    },
    problems: () => {
      const own = [...found().values()].filter((item) => tried() && !refused().has(item.place));
      return inFormOrder([...own, ...refused().values()], options.model());
    },
    dirty: () => {
      changes();
      return edited() && (base() === null || Object.keys(body()).length > 0);
    },
    check: async () => {
      setTried(true);
      setRefused(new Map());
      return validate();
    },
    body,
    refuse: (problem) => {
      const placed = new Map<Place, PlacedProblem>();
      for (const item of problem.errors) {
        const at = placeOf(item.path, unwrap(state.rows));
        if (!placed.has(at.place))
          placed.set(at.place, { ...at, sentence: () => serverWords(item) });
      }
      setRefused(placed);
    },
    reset: (record) => {
      batch(() => {
        const fresh = start(record);
        setBase(() => record);
        setState("values", reconcile(fresh.values));
        setState("rows", reconcile(fresh.rows));
        setTried(false);
        setFound(new Map());
        setRefused(new Map());
        setTouched(reconcile({}));
        setEdited(false);
        changed();
        setComputed(compute());
      });
    },
  };
}

function carryRows(
  rows: Readonly<Record<string, readonly FormRow[]>>,
  before: ObjectModel,
  after: ObjectModel,
): Record<string, FormRow[]> {
  const carried = carryOver(rows, before, after);
  return Object.fromEntries(
    after.fields.flatMap((field) => {
      const { children } = field;
      if (children === null) return [];
      const old = before.fields.find((other) => other.id === field.id)?.children ?? children;
      const list = carried[field.name];
      const kept = Array.isArray(list) ? (list as readonly FormRow[]) : [];
      return [
        [
          field.name,
          kept.map((row) => ({ ...row, values: { ...carryOver(row.values, old, children) } })),
        ],
      ];
    }),
  );
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
