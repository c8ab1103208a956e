/** The values of a form as plain data: from a record, with defaults, and back as a request. Pure. */
import type { Clock } from "../../metadata/expressions/index.ts";
import { computeFields, type ObjectsByName } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { rowList, type Values } from "./row-list.ts";

export type { Values } from "./row-list.ts";

/** One line being edited. `key` lives as long as the form, `id` is the server's. */
export interface FormRow {
  readonly key: number;
  readonly id: string | null;
  readonly values: Record<string, unknown>;
  /** Lines of the line, by the field that holds them; empty for most. */
  readonly rows: Record<string, FormRow[]>;
  /** The defaults a line was begun with by hand; none for those that were loaded or pasted. */
  begun?: Values;
}

/** A line that holds nothing but its defaults, and no touched lines of its own. */
export const isUntouched = (row: FormRow): boolean =>
  Object.values(row.rows).every((rows) => rows.every(isUntouched)) &&
  Object.entries(row.values).every(
    ([name, value]) => sameValue(value, null) || sameValue(value, row.begun?.[name]),
  );

/** The lines that are checked and sent: those that were only begun are none yet, at any level. */
export function writtenRows(
  rows: Readonly<Record<string, readonly FormRow[]>>,
): Record<string, FormRow[]> {
  const written = Object.entries(rows).map(([name, list]): [string, FormRow[]] => [
    name,
    list
      .filter((row) => row.id !== null || !isUntouched(row))
      .map((row) => ({ ...row, rows: writtenRows(row.rows) })),
  ]);
  return Object.fromEntries(written);
}

/** Fields in the hands of the user: not computed, numbered or read-only. */
export function writableFields(model: ObjectModel): readonly FieldModel[] {
  return model.fields.filter((field) => !field.readOnly);
}

/** The record as the user sees it at this moment, with all computed fields. */
export function computedRecord(
  model: ObjectModel,
  values: Values,
  rows: Readonly<Record<string, readonly FormRow[]>>,
  context: { readonly objects: ObjectsByName; readonly clock: Clock },
  related: Parameters<typeof computeFields>[2]["related"],
): Record<string, unknown> {
  return computeFields(model, withRows(model, values, rows), { ...context, related });
}

/** The record, or a line, with its lines, as JSON. */
export function withRows(
  model: ObjectModel,
  values: Values,
  rows: Readonly<Record<string, readonly FormRow[]>>,
): Values {
  const record: Record<string, unknown> = { ...values };
  for (const field of model.fields) {
    if (field.children !== null) record[field.name] = (rows[field.name] ?? []).map(rowJson);
  }
  return record;
}

function rowJson(row: FormRow): Record<string, unknown> {
  const below = Object.entries(row.rows).map(([name, rows]) => [name, rows.map(rowJson)] as const);
  if (below.length > 0) {
    return {
      ...row.values,
      ...Object.fromEntries(below),
      ...(row.id === null ? {} : { id: row.id }),
    };
  }
  return row.id === null ? row.values : { ...row.values, id: row.id };
}

/** The body that creates the record, or a line of it: everything writable that is filled in. */
export function createBody(
  model: ObjectModel,
  values: Values,
  rows: Readonly<Record<string, readonly FormRow[]>>,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of writableFields(model)) {
    const { children } = field;
    if (children !== null) {
      const list = rows[field.name] ?? [];
      if (list.length > 0)
        body[field.name] = list.map((row) => createBody(children, row.values, row.rows));
    } else {
      const value = values[field.name] ?? null;
      if (!isEmpty(value) || wasEmptied(field, values)) body[field.name] = value;
    }
  }
  return body;
}

/** An emptied default or copy must be sent, or the server would fill it again. */
const wasEmptied = (field: FieldModel, values: Values): boolean =>
  (field.default !== null || field.copyFrom !== null) && Object.hasOwn(values, field.name);

/**
 * The body that changes the record: fields whose value differs from `base`. Lines are sent as one
 * list once any of them differs; known lines name only what changes.
 */
export function changeBody(
  model: ObjectModel,
  base: Values,
  values: Values,
  rows: Readonly<Record<string, readonly FormRow[]>>,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of writableFields(model)) {
    if (field.children !== null) {
      const changed = changedRows(
        field.children,
        rowList(base[field.name]),
        rows[field.name] ?? [],
      );
      if (changed !== null) body[field.name] = changed;
    } else {
      const value = values[field.name] ?? null;
      if (!sameValue(value, base[field.name] ?? null)) body[field.name] = value;
    }
  }
  return body;
}

function changedRows(
  model: ObjectModel,
  base: readonly Values[],
  rows: readonly FormRow[],
): readonly Values[] | null {
  const before = new Map(base.map((row) => [row.id, row]));
  const sent = rows.map((row) => {
    const old = row.id === null ? undefined : before.get(row.id);
    if (old === undefined) return createBody(model, row.values, row.rows);
    return { id: row.id, ...changeBody(model, old, row.values, row.rows) };
  });
  const sameOrder =
    base.length === rows.length && base.every((row, index) => row.id === rows[index]?.id);
  const untouched = sent.every((row) => Object.keys(row).length === 1 && "id" in row);
  return sameOrder && untouched ? null : sent;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

/** Equality of wire values; an empty list is as empty as null. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  const blank = (value: unknown) => isEmpty(value) || (Array.isArray(value) && value.length === 0);
  if (blank(left) || blank(right)) return blank(left) && blank(right);
  if (typeof left !== "object" || typeof right !== "object") return false;
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Values under a changed model: what was typed follows its field through a rename. */
export function carryOver(values: Values, before: ObjectModel, after: ObjectModel): Values {
  const nameById = new Map(before.fields.map((field) => [field.id, field.name]));
  const carried: Record<string, unknown> = {};
  for (const field of [...after.fields, ...after.systemFields]) {
    const name = nameById.get(field.id) ?? field.name;
    if (Object.hasOwn(values, name)) carried[field.name] = values[name];
  }
  return carried;
}
