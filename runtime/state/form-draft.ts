/** What is typed into a form: values and lines, compared with the record they started from. */
import { type Accessor, batch, createSignal, untrack } from "solid-js";
import { createStore, produce, reconcile, type SetStoreFunction, unwrap } from "solid-js/store";
import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { currentClock } from "./clock.ts";
import { type ListPlace, listSteps, type RowsByField, rowsAt, rowsModel } from "./form-lists.ts";
import {
  carryOver,
  changeBody,
  createBody,
  defaultValues,
  type FormRow,
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
  readonly newRow: (list: ListPlace) => Values;
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
  const change = (work: () => void, byUser = true) =>
    batch(() => {
      work();
      if (byUser) setEdited(true);
      setChanges((count) => count + 1);
    });
  const replace = (next: DraftState) => {
    setState("values", reconcile(next.values));
    setState("rows", reconcile(next.rows, { key: "key" }));
  };
  const rowsOf = (list: ListPlace) => rowsAt(unwrap(state.rows), list);
  const snapshot = () => ({ values: unwrap(state.values), rows: unwrap(state.rows) });
  const newRow = (list: ListPlace) => {
    const rows = rowsModel(model(), list);
    return rows === null ? {} : defaultValues(rows, objects(), currentClock());
  };

  return {
    base,
    value: (name) => state.values[name],
    rows: (list) => rowsAt(state.rows, list),
    snapshot,
    changes,
    edited,
    setValue: (name, value) => change(() => setState("values", name, () => value)),
    ...lineEdits(setState, change, rowsOf, {
      make: (list, values) => {
        const rows = rowsModel(model(), list);
        return rows === null ? [] : values.map((row) => numberRow(rows, row, null));
      },
      defaults: newRow,
    }),
    newRow,
    writtenRows: () => writtenRows(snapshot().rows),
    body: () => {
      const { values } = snapshot();
      const rows = writtenRows(snapshot().rows);
      const record = base();
      return record === null
        ? createBody(model(), values, rows)
        : changeBody(model(), record, values, rows);
    },
    reset: (record) =>
      change(() => {
        setBase(() => record);
        replace(startState(model(), objects(), record, numberRow));
        setEdited(false);
      }, false),
    carry: (before, after) =>
      change(() => {
        const record = base();
        replace(carriedState(snapshot(), before, after, objects(), record === null));
        if (record !== null) setBase({ ...record, ...carryOver(record, before, after) });
      }, false),
  };
}

/** What changes lines, at whatever level they are. */
function lineEdits(
  setState: SetStoreFunction<DraftState>,
  change: (work: () => void) => void,
  rowsOf: (list: ListPlace) => readonly FormRow[],
  rows: {
    readonly make: (list: ListPlace, values: readonly Values[]) => FormRow[];
    readonly defaults: (list: ListPlace) => Values;
  },
): Pick<FormDraft, "setCell" | "addRows" | "beginRow" | "removeRow"> {
  const splice = (list: ListPlace, at: number, count: number, ...rows: FormRow[]) =>
    change(() =>
      setState(produce((draft) => void listIn(draft.rows, list)?.splice(at, count, ...rows))),
    );
  return {
    setCell: (list, rowKey, column, value) => {
      const index = rowsOf(list).findIndex((row) => row.key === rowKey);
      if (index < 0) return;
      change(() =>
        setState(
          produce((draft) => {
            const row = listIn(draft.rows, list)?.[index];
            if (row !== undefined) row.values[column] = value;
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
  return { values: { ...values }, rows: startRows(model, record, numberRow) };
}

function carriedState(
  state: { readonly values: Values; readonly rows: RowsByField },
  before: ObjectModel,
  after: ObjectModel,
  objects: ObjectsByName,
  isNew: boolean,
): DraftState {
  const fresh = isNew ? defaultValues(after, objects, currentClock()) : {};
  return {
    values: { ...fresh, ...carryOver(state.values, before, after) },
    rows: carriedRows(state.rows, before, after),
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
          rows: carriedRows(row.rows, old, children),
        })),
      ],
    ];
  });
  return Object.fromEntries(carried);
}
