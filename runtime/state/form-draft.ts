/** What is typed into a form: values and lines, compared with the record they started from. */
import { type Accessor, batch, createSignal, untrack } from "solid-js";
import { createStore, produce, reconcile, type SetStoreFunction, unwrap } from "solid-js/store";
import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { currentClock } from "./clock.ts";
import { defaultValues, followedDefaults } from "./form-defaults.ts";
import { type ListPlace, listSteps, type RowsByField, rowsAt, rowsModel } from "./form-lists.ts";
import {
  carryOver,
  changeBody,
  createBody,
  type FormRow,
  withRows,
  writtenRows,
} from "./form-values.ts";
import { rowList, type Values } from "./row-list.ts";

export interface FormDraft {
  readonly base: Accessor<RecordJson | null>;
  readonly value: (field: string) => unknown;
  readonly rows: (list: ListPlace) => readonly FormRow[];
  /** Everything at this moment, without subscribing to it. */
  readonly snapshot: () => { readonly values: Values; readonly rows: RowsByField };
  /** Counts changes: subscribes to all of them at the price of one signal. */
  readonly changes: Accessor<number>;
  /** Whether the user has changed anything, so far as it can be told cheaply. */
  readonly edited: Accessor<boolean>;
  readonly setValue: (field: string, value: unknown) => void;
  readonly setCell: (list: ListPlace, rowKey: number, column: string, value: unknown) => void;
  readonly addRows: (list: ListPlace, values: readonly Values[], at?: number) => readonly number[];
  /** A line to be filled in, with its defaults: its key. */
  readonly beginRow: (list: ListPlace) => number | undefined;
  readonly removeRow: (list: ListPlace, rowKey: number) => () => void;
  /** What a line is that holds `given`, with its defaults for the rest. */
  readonly newRow: (list: ListPlace, given?: Values) => Values;
  /** The lines that are sent: places in what was checked or refused are places in these. */
  readonly writtenRows: () => RowsByField;
  /** What the engine is sent: a whole record, or what differs from `base`. */
  readonly body: () => Record<string, unknown>;
  readonly reset: (record: RecordJson) => void;
  /** What was typed follows its fields into a changed model. */
  readonly carry: (before: ObjectModel, after: ObjectModel) => void;
}

interface DraftState {
  values: Record<string, unknown>;
  rows: Record<string, FormRow[]>;
  /** The defaults that a new record began with, or has come to since. */
  begun: Values;
}

export function createFormDraft(
  model: Accessor<ObjectModel>,
  objects: Accessor<ObjectsByName>,
  start: RecordJson | null,
): FormDraft {
  const numberRow = createRowNumbering();
  const [base, setBase] = createSignal(start);
  const [state, setState] = createStore(
    untrack(() => startState(model(), objects(), start, numberRow)),
  );
  const [changes, setChanges] = createSignal(0);
  const [edited, setEdited] = createSignal(false);
  /** @param changed the field of the record that the user changes; null when it is not the user */
  const change = (work: () => void, changed: string | null) =>
    batch(() => {
      work();
      if (changed !== null) {
        setEdited(true);
        if (base() === null)
          setState(produce((draft) => followIn(draft, model(), objects(), changed)));
      }
      setChanges((count) => count + 1);
    });
  const rowsOf = (list: ListPlace) => rowsAt(unwrap(state.rows), list);
  const snapshot = () => unwrap(state);
  const newRow = (list: ListPlace, given: Values = {}) => {
    const rows = rowsModel(model(), list);
    const defaults = rows === null ? {} : defaultValues(rows, objects(), currentClock(), given);
    return { ...defaults, ...given };
  };
  const changeLines = (list: ListPlace, work: () => void) =>
    change(work, listSteps(list)[0]?.name ?? "");

  return {
    base,
    value: (name) => state.values[name],
    rows: (list) => rowsAt(state.rows, list),
    snapshot,
    changes,
    edited,
    setValue: (name, value) => change(() => setState("values", name, () => value), name),
    ...lineEdits(setState, changeLines, rowsOf, {
      model: (list) => rowsModel(model(), list),
      objects,
      make: (list, values) => {
        const rows = rowsModel(model(), list);
        return rows === null ? [] : values.map((row) => numberRow(rows, row, null));
      },
      defaults: newRow,
    }),
    newRow,
    writtenRows: () => writtenRows(snapshot().rows),
    body: () => bodyOf(model(), base(), snapshot()),
    reset: (record) =>
      change(() => {
        setBase(() => record);
        replaceState(setState, startState(model(), objects(), record, numberRow));
        setEdited(false);
      }, null),
    carry: (before, after) =>
      change(() => {
        const record = base();
        const carried = carriedState(snapshot(), before, after, objects(), record === null);
        replaceState(setState, carried);
        if (record !== null) setBase({ ...record, ...carryOver(record, before, after) });
      }, null),
  };
}

function replaceState(setState: SetStoreFunction<DraftState>, next: DraftState): void {
  setState("values", reconcile(next.values));
  setState("rows", reconcile(next.rows, { key: "key" }));
  setState("begun", reconcile(next.begun));
}

function bodyOf(
  model: ObjectModel,
  base: RecordJson | null,
  state: DraftState,
): Record<string, unknown> {
  const rows = writtenRows(state.rows);
  return base === null
    ? createBody(model, state.values, rows)
    : changeBody(model, base, state.values, rows);
}

/** What changes lines, at whatever level they are. */
function lineEdits(
  setState: SetStoreFunction<DraftState>,
  change: (list: ListPlace, work: () => void) => void,
  rowsOf: (list: ListPlace) => readonly FormRow[],
  rows: {
    readonly model: (list: ListPlace) => ObjectModel | null;
    readonly objects: Accessor<ObjectsByName>;
    readonly make: (list: ListPlace, values: readonly Values[]) => FormRow[];
    readonly defaults: (list: ListPlace) => Values;
  },
): Pick<FormDraft, "setCell" | "addRows" | "beginRow" | "removeRow"> {
  const splice = (list: ListPlace, at: number, count: number, ...rows: FormRow[]) =>
    change(list, () =>
      setState(produce((draft) => void listIn(draft.rows, list)?.splice(at, count, ...rows))),
    );
  return {
    setCell: (list, rowKey, column, value) => {
      const index = rowsOf(list).findIndex((row) => row.key === rowKey);
      if (index < 0) return;
      change(list, () =>
        setState(
          produce((draft) => {
            const row = listIn(draft.rows, list)?.[index];
            if (row === undefined) return;
            row.values[column] = value;
            const model = rows.model(list);
            if (model !== null) followIn(row, model, rows.objects(), column);
          }),
        ),
      );
    },
    addRows: (list, values, at) => {
      const added = rows.make(list, values);
      splice(list, at ?? rowsOf(list).length, 0, ...added);
      return added.map((row) => row.key);
    },
    beginRow: (list) => {
      const begun = rows.defaults(list);
      const added = rows.make(list, [begun]).map((row) => ({ ...row, begun }));
      splice(list, rowsOf(list).length, 0, ...added);
      return added[0]?.key;
    },
    removeRow: (list, rowKey) => {
      const index = rowsOf(list).findIndex((row) => row.key === rowKey);
      const removed = rowsOf(list)[index];
      if (removed === undefined) return () => undefined;
      splice(list, index, 1);
      return () => splice(list, index, 0, removed);
    },
  };
}

/** Defaults of a record or of a line that nobody has written over, after `changed` has changed. */
function followIn(
  holder: Pick<FormRow, "values" | "rows" | "begun">,
  model: ObjectModel,
  objects: ObjectsByName,
  changed: string,
): void {
  if (holder.begun === undefined) return;
  const { values, rows, begun } = unwrap(holder);
  const record = withRows(model, values, rows);
  const context = { objects, clock: currentClock() };
  const followed = followedDefaults(model, record, begun ?? {}, changed, context);
  for (const [name, value] of Object.entries(followed)) {
    if (value === undefined) delete holder.values[name];
    else holder.values[name] = value;
  }
  if (Object.keys(followed).length > 0) holder.begun = { ...begun, ...followed };
}

/** The list itself, to be changed; every line has a list for each field that holds some. */
function listIn(rows: Record<string, FormRow[]>, list: ListPlace): FormRow[] | undefined {
  let holder: Record<string, FormRow[]> | undefined = rows;
  for (const { name, rowKey } of listSteps(list)) {
    const found: FormRow[] | undefined = holder?.[name];
    if (rowKey === null) return found;
    holder = found?.find(({ key }) => key === rowKey)?.rows;
  }
  return undefined;
}

type NumberRow = (model: ObjectModel, values: Values, id: string | null) => FormRow;

/** Lines get a key of their own, since new ones have no id yet. */
function createRowNumbering(): NumberRow {
  let last = 0;
  const numberRow: NumberRow = (model, values, id) => {
    last += 1;
    const key = last;
    return { key, id, values: { ...values }, rows: startRows(model, values, numberRow) };
  };
  return numberRow;
}

/** The lines of a record or of a line, in lists by field. */
const startRows = (
  model: ObjectModel,
  values: Values | null,
  numberRow: NumberRow,
): Record<string, FormRow[]> =>
  Object.fromEntries(
    model.fields.flatMap(({ name, children }) =>
      children === null
        ? []
        : [
            [
              name,
              rowList(values?.[name]).map((row) =>
                numberRow(children, row, typeof row.id === "string" ? row.id : null),
              ),
            ],
          ],
    ),
  );

function startState(
  model: ObjectModel,
  objects: ObjectsByName,
  record: RecordJson | null,
  numberRow: NumberRow,
): DraftState {
  const values = record ?? defaultValues(model, objects, currentClock());
  return {
    values: { ...values },
    rows: startRows(model, record, numberRow),
    begun: record === null ? { ...values } : {},
  };
}

function carriedState(
  state: DraftState,
  before: ObjectModel,
  after: ObjectModel,
  objects: ObjectsByName,
  isNew: boolean,
): DraftState {
  const carried = carryOver(state.values, before, after);
  const fresh = isNew ? defaultValues(after, objects, currentClock(), carried) : {};
  return {
    values: { ...fresh, ...carried },
    rows: carriedRows(state.rows, before, after),
    begun: { ...fresh, ...carryOver(state.begun, before, after) },
  };
}

function carriedRows(
  rows: RowsByField,
  before: ObjectModel,
  after: ObjectModel,
): Record<string, FormRow[]> {
  const former = new Map(before.fields.map((field) => [field.id, field]));
  const carried = after.fields.flatMap((field): [string, FormRow[]][] => {
    const { children } = field;
    if (children === null) return [];
    const known = former.get(field.id);
    const old = known?.children ?? children;
    const kept = rows[known?.name ?? field.name] ?? [];
    return [
      [
        field.name,
        kept.map((row) => ({
          ...row,
          values: { ...carryOver(row.values, old, children) },
          ...(row.begun === undefined ? {} : { begun: carryOver(row.begun, old, children) }),
          rows: carriedRows(row.rows, old, children),
        })),
      ],
    ];
  });
  return Object.fromEntries(carried);
}
