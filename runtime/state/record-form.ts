/** The state of a form: what is typed, what follows from it, what is wrong with it. */
import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from "solid-js";
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
import { createFormLines, type FormLines, isTyped } from "./form-lines.ts";
import { countRows, rowsModel } from "./form-lists.ts";
import { cellPlace } from "./form-problems.ts";
import { computedRecord } from "./form-values.ts";
import type { Values } from "./row-list.ts";

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
  | "base"
  | "rows"
  | "setValue"
  | "setCell"
  | "addRows"
  | "beginRow"
  | "removeRow"
  | "newRow"
  | "writtenRows"
  | "body"
  | "reset"
>;
type ChecksPart = Pick<FormChecks, "error" | "problems" | "touch" | "check" | "refuse">;

export interface RecordForm extends DraftPart, ChecksPart, FormLines {
  readonly model: Accessor<ObjectModel>;
  /** As typed, or as computed for fields nobody types. */
  readonly value: (field: string) => unknown;
  /** Whether a field is shown, required, read-only, as the record stands. */
  readonly state: (field: FieldModel) => FieldState;
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
  const lines = createFormLines(model, draft, computed, conditions);
  createEffect(
    on(model, (after, before) => {
      if (before !== undefined && before !== after) draft.carry(before, after);
    }),
  );

  return {
    ...draft,
    ...checks,
    model,
    value: (name) => (isTyped(model(), name) ? draft.value(name) : computed()[name]),
    state: conditions.state,
    ...lines,
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
    setCell: (list, rowKey, column, value) => {
      draft.setCell(list, rowKey, column, value);
      checks.forgive(list, cellPlace(list, rowKey, column));
      const rows = rowsModel(model(), list);
      if (options.copied === undefined || !rows) return;
      const row = () => untrack(() => draft.rows(list)).find(({ key }) => key === rowKey);
      void copyBehind(rows, options.objects(), column, value, {
        read: options.copied,
        current: () => row()?.values[column],
        set: (field, copied) => draft.setCell(list, rowKey, field, copied),
      });
    },
    addRows: (list, values, at) => {
      checks.forgive(list);
      return draft.addRows(list, values, at);
    },
    beginRow: (list) => {
      checks.forgive(list);
      return draft.beginRow(list);
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
    const count = countRows(draft.snapshot().rows);
    clearTimeout(timer);
    if (count <= manyRows) setComputed(compute());
    else timer = setTimeout(() => setComputed(compute()), pauseMs);
  });
  return computed;
}
