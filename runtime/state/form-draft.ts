/** What is typed into a form: values and lines, compared with the record they started from. */
import { type Accessor, batch, createSignal, untrack } from "solid-js";
import { createStore, produce, reconcile, unwrap } from "solid-js/store";
import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { currentClock } from "./clock.ts";
import type { RowsByField } from "./form-problems.ts";
import { carryOver, changeBody, createBody, defaultValues, type FormRow } from "./form-values.ts";
import { rowList, type Values } from "./row-list.ts";

export interface FormDraft {
  readonly base: Accessor<RecordJson | null>;
  readonly value: (field: string) => unknown;
  readonly rows: (field: string) => readonly FormRow[];
  /** Everything at this moment, without subscribing to it. */
  readonly snapshot: () => { readonly values: Values; readonly rows: RowsByField };
  /** Counts changes: subscribes to all of them at the price of one signal. */
  readonly changes: Accessor<number>;
  /** Whether the user has changed anything, so far as it can be told cheaply. */
  readonly edited: Accessor<boolean>;
  readonly setValue: (field: string, value: unknown) => void;
  readonly setCell: (field: string, rowKey: number, column: string, value: unknown) => void;
  readonly addRows: (field: string, values: readonly Values[], at?: number) => readonly number[];
  readonly removeRow: (field: string, rowKey: number) => () => void;
  readonly newRow: (field: string) => Values;
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
  const rowsOf = (name: string) => unwrap(state.rows)[name] ?? [];
  const splice = (name: string, at: number, count: number, ...rows: FormRow[]) =>
    change(() =>
      setState(
        produce((draft) => {
          const list = draft.rows[name] ?? [];
          draft.rows[name] = list;
          list.splice(at, count, ...rows);
        }),
      ),
    );
  const snapshot = () => ({ values: unwrap(state.values), rows: unwrap(state.rows) });

  return {
    base,
    value: (name) => state.values[name],
    rows: (name) => state.rows[name] ?? [],
    snapshot,
    changes,
    edited,
    setValue: (name, value) => change(() => setState("values", name, () => value)),
    setCell: (name, rowKey, column, value) => {
      const index = rowsOf(name).findIndex((row) => row.key === rowKey);
      if (index >= 0) change(() => setState("rows", name, index, "values", column, () => value));
    },
    addRows: (name, values, at) => {
      const added = values.map((row) => numberRow(row, null));
      splice(name, at ?? rowsOf(name).length, 0, ...added);
      return added.map((row) => row.key);
    },
    removeRow: (name, rowKey) => {
      const index = rowsOf(name).findIndex((row) => row.key === rowKey);
      const removed = rowsOf(name)[index];
      if (removed === undefined) return () => undefined;
      splice(name, index, 1);
      return () => splice(name, index, 0, removed);
    },
    newRow: (name) => {
      const children = model().byName.get(name)?.children;
      return children ? defaultValues(children, objects(), currentClock()) : {};
    },
    body: () => {
      const { values, rows } = snapshot();
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

type NumberRow = (values: Values, id: string | null) => FormRow;

/** Lines get a key of their own, since new ones have no id yet. */
function createRowNumbering(): NumberRow {
  let last = 0;
  return (values, id) => {
    last += 1;
    return { key: last, id, values: { ...values } };
  };
}

function startState(
  model: ObjectModel,
  objects: ObjectsByName,
  record: RecordJson | null,
  numberRow: NumberRow,
): DraftState {
  const values = record ?? defaultValues(model, objects, currentClock());
  const lines = model.fields.filter((field) => field.children !== null);
  return {
    values: { ...values },
    rows: Object.fromEntries(
      lines.map((field) => [
        field.name,
        rowList(record?.[field.name]).map((row) => numberRow(row, String(row.id))),
      ]),
    ),
  };
}

function carriedState(
  state: { readonly values: Values; readonly rows: RowsByField },
  before: ObjectModel,
  after: ObjectModel,
  objects: ObjectsByName,
  isNew: boolean,
): DraftState {
  const fresh = isNew ? defaultValues(after, objects, currentClock()) : {};
  const nameById = new Map(before.fields.map((field) => [field.id, field.name]));
  const rows = after.fields.flatMap((field): [string, FormRow[]][] => {
    const { children } = field;
    if (children === null) return [];
    const old = before.fields.find((other) => other.id === field.id)?.children ?? children;
    const kept = state.rows[nameById.get(field.id) ?? field.name] ?? [];
    const carried = kept.map((row) => ({
      ...row,
      values: { ...carryOver(row.values, old, children) },
    }));
    return [[field.name, carried]];
  });
  return {
    values: { ...fresh, ...carryOver(state.values, before, after) },
    rows: Object.fromEntries(rows),
  };
}
