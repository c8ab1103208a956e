/**
 * What the conditions of fields come to for one record: shown, required, read-only. The same
 * answer serves the form while one types and every write.
 */
import { type Clock, type Expression, evaluate, type RecordValues } from "../expressions/index.ts";
import { isJsonObject } from "../json-object.ts";
import type { ObjectModel } from "./object-model.ts";
import { recordValues, type Surroundings } from "./record-values.ts";
import type { Rulebook } from "./rulebook.ts";

export interface Circumstances extends Surroundings {
  readonly clock: Clock;
}

type RecordJson = Readonly<Record<string, unknown>>;

/** A record, or a row of it, as written and as it was stored before; null when it is new. */
export interface Written {
  readonly record: RecordJson;
  readonly former: RecordJson | null;
}

export interface FieldState {
  readonly visible: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
}

export interface FieldStates {
  /** Of the record's own fields that have conditions. */
  readonly own: ReadonlyMap<string, FieldState>;
  /** Of child rows in their order, by the name of their field. */
  readonly rows: ReadonlyMap<string, readonly RowStates[]>;
}

export interface RowStates extends FieldStates, Written {}

/**
 * `visible` and `required` are judged on the record as written, `readOnly` on the record as it was:
 * what one types never locks what one has typed. A condition that is null does not hold.
 */
export function fieldStates(
  model: ObjectModel,
  book: Rulebook,
  written: Written,
  circumstances: Circumstances,
): FieldStates {
  const values = recordValues(model, written.record, circumstances);
  const former =
    written.former === null ? null : recordValues(model, written.former, circumstances);
  return statesOf(model, book, written, { values, former }, circumstances);
}

interface Values {
  readonly values: RecordValues;
  readonly former: RecordValues | null;
}

function statesOf(
  model: ObjectModel,
  book: Rulebook,
  written: Written,
  { values, former }: Values,
  circumstances: Circumstances,
): FieldStates {
  const holds = (condition: Expression | null, record: RecordValues | null): boolean =>
    condition !== null &&
    record !== null &&
    evaluate(condition, { record, clock: circumstances.clock }) === true;
  const own = [...book.fields].map(([name, { field, visible, required, readOnly }]) => {
    const shown = visible === null || holds(visible, values);
    const asked = field.required || holds(required, values);
    return [
      name,
      { visible: shown, required: shown && asked, readOnly: holds(readOnly, former) },
    ] as const;
  });
  const rows = [...book.rows].map(([name, inner]) => {
    const children = model.byName.get(name)?.children;
    const list = children ? rowsIn(written.record[name]) : [];
    const before = new Map(rowsIn(written.former?.[name]).map((row) => [row.id, row]));
    const states = list.map((record): RowStates => {
      const old = record.id === undefined ? undefined : before.get(record.id);
      const row = { record, former: old ?? null };
      if (!children) return { ...row, own: new Map(), rows: new Map() };
      const both = {
        values: recordValues(children, record, circumstances, values),
        former: old === undefined ? null : recordValues(children, old, circumstances, former),
      };
      return { ...row, ...statesOf(children, inner, row, both, circumstances) };
    });
    return [name, states] as const;
  });
  return { own: new Map(own), rows: new Map(rows) };
}

const rowsIn = (value: unknown): readonly RecordJson[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
