/**
 * Child rows that a script is given, and gives back. It sees them whole, whatever of them is
 * changed; those that it adds get what rows of a caller get.
 */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { rowsIn } from "./child-rows.ts";
import { childFields } from "./columns.ts";
import { isNothing } from "./completed-values.ts";
import { copyIntoChange } from "./copies.ts";
import { applyDefaults } from "./defaults.ts";
import { Refused, type Writer } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

/** Changes whose rows have all that the rows of the same ids had before; `former` as it was. */
export function withWholeRows(model: ObjectModel, former: Values, changes: Values): Values {
  const whole: Record<string, unknown> = { ...changes };
  for (const { name, children } of childFields(model)) {
    if (!Array.isArray(changes[name])) continue;
    const before = new Map(rowsIn(former[name]).map((row) => [row.id, row]));
    whole[name] = rowsIn(changes[name]).map((row) => {
      const was = typeof row.id === "string" ? (before.get(row.id) ?? {}) : {};
      return { ...was, ...withWholeRows(children, was, row) };
    });
  }
  return whole;
}

/**
 * What a script has set, its rows with copies and, where they are new, defaults.
 * @param former the record as it was; null of a new one, whose rows are all new
 * @throws Refused for what must not be empty in new rows, and is
 */
export async function withFilledRows(
  writer: Writer,
  model: ObjectModel,
  former: Values | null,
  values: Values,
): Promise<Values> {
  const lists = childFields(model).filter(({ name }) => Array.isArray(values[name]));
  if (lists.length === 0) return values;
  const rows = Object.fromEntries(lists.map(({ name }) => [name, values[name]]));
  const filled = structuredClone(await copyIntoChange(writer, model, former ?? {}, rows));
  const missing = fillRows(writer, model, filled, "");
  if (missing.length > 0) throw new Refused(missing);
  return { ...values, ...filled };
}

/** Changes the rows; gives what is empty in them and must not be. */
function fillRows(
  writer: Writer,
  model: ObjectModel,
  record: Values,
  path: string,
): readonly Problem[] {
  return childFields(model).flatMap(({ name, children }) =>
    rowsIn(record[name]).flatMap((row: Record<string, unknown>, index) => {
      const at = pointer(path, name, index);
      if (typeof row.id === "string") return fillRows(writer, children, row, at);
      applyDefaults(children, row, writer.catalog.objects, writer.clock);
      return [...emptyFields(children, row, at), ...fillRows(writer, children, row, at)];
    }),
  );
}

/** The fields of a record or row that must not be empty, and are. */
export function emptyFields(model: ObjectModel, record: Values, path: string): readonly Problem[] {
  return model.fields
    .filter((field) => isAsked(field) && isNothing(record[field.name]))
    .map(({ name }) => problem("required", pointer(path, name)));
}

const isAsked = ({ required, readOnly }: FieldModel): boolean => required && !readOnly;
