/** From normalised values to what PostgreSQL takes. */
import {
  identifier,
  joinSql,
  type Sql,
  type SqlValue,
  slot,
  sql,
  typeName,
} from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { holdersOf, valueHeld } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

const hasColumn = (field: FieldModel): boolean => field.type.storage === "column";

/**
 * What writes fill in the object's own table, system fields left out: for a dynamic lookup its
 * arms.
 */
export function storedFields(model: ObjectModel): readonly FieldModel[] {
  let stored = storedFieldsOf.get(model);
  if (stored === undefined) {
    stored = writtenFields(model.fields);
    storedFieldsOf.set(model, stored);
  }
  return stored;
}

const storedFieldsOf = new WeakMap<ObjectModel, readonly FieldModel[]>();

export const writtenFields = (fields: readonly FieldModel[]): readonly FieldModel[] =>
  fields.filter(hasColumn).flatMap(holdersOf);

/** What is read of the object's own table, system fields left out. */
export const columnFields = (model: ObjectModel): readonly FieldModel[] =>
  model.fields.filter(hasColumn);

export const linkFields = (model: ObjectModel): readonly FieldModel[] =>
  model.fields.filter((field) => field.type.storage === "link_table");

export const childFields = (
  model: ObjectModel,
): readonly (FieldModel & { readonly children: ObjectModel })[] =>
  model.fields.filter(
    (field): field is FieldModel & { readonly children: ObjectModel } => field.children !== null,
  );

export function columnOf(field: FieldModel): { readonly sql: string; readonly parameter: string } {
  const column = field.type.column(field.schema);
  if (column === null) throw new Error(`${field.name} has no column`);
  return column;
}

/** None, of the type of the field's column: an expression of nothing else has the type of a text. */
export const noValue = (field: FieldModel): Sql => sql`null::${typeName(columnOf(field).sql)}`;

/** Seals the clear text of a secret for the record or row that it is written to. */
export type Seal = (field: FieldModel, clear: string) => string;

/** Where no secret can be: what is written is not bound to a record. */
export const sealsNothing: Seal = (field) => {
  throw new Error(`${field.name} would be kept in clear`);
};

/** A text is sealed; what the recycle bin kept is sealed already. */
function sealedValue(field: FieldModel, value: unknown, seal: Seal): string {
  if (typeof value === "string") return seal(field, value);
  if (isJsonObject(value) && typeof value.sealed === "string") return value.sealed;
  throw new Error(`${field.name} holds no secret`);
}

/** A normalised value as a parameter of its column. */
export function columnParameter(
  field: FieldModel,
  value: unknown,
  seal: Seal = sealsNothing,
): SqlValue {
  if (value === null || value === undefined) return null;
  if (field.type.sealed) return sealedValue(field, value, seal);
  if (field.type.stored !== undefined) return storedParameter(field.type.stored.fromWire(value));
  if (columnOf(field).parameter === "jsonb") return JSON.stringify(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (Array.isArray(value)) return value.map(String);
  throw new Error(`${field.name} holds what its column cannot`);
}

function storedParameter(value: unknown): SqlValue {
  if (typeof value === "string" || typeof value === "number") return value;
  throw new Error("A stored form is neither a text nor a number");
}

export const fieldSlot = (field: FieldModel): Sql =>
  slot(`f_${field.name}`, columnOf(field).parameter);

export function fieldSlots(
  fields: readonly FieldModel[],
  record: Readonly<Record<string, unknown>>,
  seal: Seal,
): Record<string, SqlValue> {
  const slots: Record<string, SqlValue> = {};
  for (const field of fields)
    slots[`f_${field.name}`] = columnParameter(field, valueHeld(field, record), seal);
  return slots;
}

/**
 * `json_to_recordset($n) as r("id" uuid, …)`: many rows in one parameter, whose keys are column
 * names. `extra` are columns that are not fields, with their types.
 */
export function recordset(
  name: string,
  fields: readonly FieldModel[],
  extra: Readonly<Record<string, string>>,
): Sql {
  const columns = [
    ...Object.entries(extra).map(([column, type]) => sql`${identifier(column)} ${typeName(type)}`),
    ...fields.map((field) => sql`${identifier(field.name)} ${typeName(columnOf(field).sql)}`),
  ];
  return sql`json_to_recordset(${slot(name, "json")}) as r(${joinSql(columns, sql`, `)})`;
}

/** Columns of `fields` and `extra` in the order that `recordset` declares them. */
export const recordsetColumns = (
  fields: readonly FieldModel[],
  extra: Readonly<Record<string, string>>,
): Sql =>
  joinSql(
    [...Object.keys(extra), ...fields.map((field) => field.name)].map((name) => identifier(name)),
    sql`, `,
  );

/** The part of a record that its own table keeps, as JSON for `recordset`. */
export function storedPart(
  fields: readonly FieldModel[],
  record: Readonly<Record<string, unknown>>,
  seal: Seal,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      const { name, type } = field;
      const { stored } = type;
      const value = valueHeld(field, record) ?? null;
      if (type.sealed && value !== null) return [name, sealedValue(field, value, seal)];
      return [name, value === null || stored === undefined ? value : stored.fromWire(value)];
    }),
  );
}
