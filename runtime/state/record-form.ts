/** The state of a form: what is typed, what follows from it, what is wrong with it. */
import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
} from "solid-js";
import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import type { FieldState } from "../../metadata/model/field-states.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordValidator } from "../../metadata/validate/record-validator.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { currentClock } from "./clock.ts";
import { createFormChecks, type FormChecks } from "./form-checks.ts";
import { createFormConditions } from "./form-conditions.ts";
import { copyBehind, type ReadFields } from "./form-copies.ts";
import { createFormDraft, type FormDraft } from "./form-draft.ts";
import { cellPlace } from "./form-problems.ts";
import { computedRecord, type FormRow } from "./form-values.ts";
import { rowList, type Values } from "./row-list.ts";

export interface RecordFormOptions {
  readonly model: Accessor<ObjectModel>;
  readonly objects: Accessor<ObjectsByName>;
  /** The record as loaded; `null` for a new one. */
  readonly base: RecordJson | null;
  readonly validator?: (model: ObjectModel) => Promise<RecordValidator | null>;
  /** Records behind lookups, for formulas that read through them; must be reactive. */
  readonly related?: (object: string, id: string) => Values | null;
  /** Reads what lookups bring along (`copy_from`). */
  readonly copied?: ReadFields;
}

type DraftPart = Pick<
  FormDraft,
  "base" | "rows" | "setValue" | "setCell" | "addRows" | "removeRow" | "newRow" | "body" | "reset"
>;
type ChecksPart = Pick<FormChecks, "error" | "problems" | "touch" | "check" | "refuse">;

export interface RecordForm extends DraftPart, ChecksPart {
  readonly model: Accessor<ObjectModel>;
  /** As typed, or as computed for fields nobody types. */
  readonly value: (field: string) => unknown;
  readonly cell: (field: string, row: FormRow, column: string) => unknown;
  /** Whether a field is shown, required, read-only, as the record stands. */
  readonly state: (field: FieldModel) => FieldState;
  readonly cellState: (field: string, row: FormRow, column: FieldModel) => FieldState;
  /** Lines with their computed fields, in order. */
  readonly computedRows: (field: string) => readonly Values[];
  /** Whether there is something to lose. */
  readonly dirty: () => boolean;
}

export function createRecordForm(options: RecordFormOptions): RecordForm {
  const { model } = options;
  const draft = createFormDraft(model, options.objects, options.base);
  const computed = createComputed(options, draft);
  const conditions = createFormConditions({
    model,
    objects: options.objects,
    base: draft.base,
    record: computed,
    related: options.related,
  });
  const checks = createFormChecks(
    model,
    draft,
    async (current) => (options.validator ? options.validator(current) : null),
    conditions.verdict,
  );
  const rowIndex = createMemo(() => {
    computed();
    const { rows } = draft.snapshot();
    const lists = Object.values(rows);
    return new Map(lists.flatMap((list) => list.map((row, index) => [row.key, index] as const)));
  });
  const computedRows = (name: string) => rowList(computed()[name]);
  createEffect(
    on(model, (after, before) => {
      if (before !== undefined && before !== after) draft.carry(before, after);
    }),
  );
  const isTyped = (object: ObjectModel | null | undefined, name: string) =>
    object?.byName.get(name)?.readOnly !== true;

  return {
    ...draft,
    ...checks,
    model,
    value: (name) => (isTyped(model(), name) ? draft.value(name) : computed()[name]),
    cell: (name, row, column) =>
      isTyped(model().byName.get(name)?.children, column)
        ? row.values[column]
        : computedRows(name)[rowIndex().get(row.key) ?? -1]?.[column],
    state: conditions.state,
    cellState: (name, row, column) =>
      conditions.cellState(name, rowIndex().get(row.key) ?? -1, column),
    computedRows,
    setValue: (name, value) => {
      draft.setValue(name, value);
      checks.forgive(name);
      if (options.copied === undefined) return;
      void copyBehind(model(), options.objects(), name, value, {
        read: options.copied,
        current: () => untrack(() => draft.value(name)),
        set: draft.setValue,
      });
    },
    setCell: (name, rowKey, column, value) => {
      draft.setCell(name, rowKey, column, value);
      checks.forgive(name, cellPlace(name, rowKey, column));
      const rows = model().byName.get(name)?.children;
      if (options.copied === undefined || !rows) return;
      const row = () => untrack(() => draft.rows(name)).find(({ key }) => key === rowKey);
      void copyBehind(rows, options.objects(), column, value, {
        read: options.copied,
        current: () => row()?.values[column],
        set: (field, copied) => draft.setCell(name, rowKey, field, copied),
      });
    },
    addRows: (name, values, at) => {
      checks.forgive(name);
      return draft.addRows(name, values, at);
    },
    dirty: () => {
      draft.changes();
      return draft.edited() && (draft.base() === null || Object.keys(draft.body()).length > 0);
    },
    reset: (record) => {
      checks.clear();
      draft.reset(record);
    },
  };
}

/** Above this many lines, what follows from a key press waits for a pause. */
const manyRows = 200;
const pauseMs = 60;

/** The record with all computed fields, kept up with the typing. */
function createComputed(options: RecordFormOptions, draft: FormDraft): Accessor<Values> {
  const compute = () => {
    const { values, rows } = draft.snapshot();
    const context = { objects: options.objects(), clock: currentClock() };
    const related = options.related ? { find: options.related } : null;
    return computedRecord(options.model(), values, rows, context, related);
  };
  const [computed, setComputed] = createSignal<Values>(compute());
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  // Formulas may read what arrives later (models, related records), so computing subscribes.
  createEffect(() => {
    draft.changes();
    const count = Object.values(draft.snapshot().rows).reduce((sum, rows) => sum + rows.length, 0);
    clearTimeout(timer);
    if (count <= manyRows) setComputed(compute());
    else timer = setTimeout(() => setComputed(compute()), pauseMs);
  });
  return computed;
}
