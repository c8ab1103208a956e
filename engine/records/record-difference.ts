/**
 * What a write changed, kept by field id so that a rename changes nothing in the past, and the way
 * back: from a record as it is now to what it was. Pure.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import { keptReference, namedReference } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { hasSecrets, masked } from "../../metadata/model/secrets.ts";
import type { Rights } from "../access/rights.ts";

/** Values by field id; child rows as a list of such values, each with the row's `id`. */
export type KeptValues = Readonly<Record<string, unknown>>;

/** By field id: `[before, after]`, or what became of the child rows. */
export type KeptChanges = Readonly<Record<string, readonly [unknown, unknown] | RowChanges>>;

export interface RowChanges {
  readonly rows: Readonly<Record<string, RowChange>>;
  /** Ids before and after; absent when the rows and their order are the same. */
  readonly order?: readonly [readonly string[], readonly string[]];
}

export type RowChange =
  | { readonly added: KeptValues }
  | { readonly removed: KeptValues }
  | { readonly changed: KeptChanges };

type Values = Readonly<Record<string, unknown>>;

/** Values that only the object's own table keeps: what is written and never read again. */
export const isKept = (field: FieldModel): boolean => field.schema.writeOnly !== true;

/** A value as it is kept: what it names by id where names may change, a secret as a mark. */
const keptValue = (field: FieldModel, value: unknown): unknown =>
  field.arms.length > 0 ? keptReference(field, value) : masked(field, value);

/** A kept value as records hold it now. */
export const namedValue = (field: FieldModel, value: unknown): unknown =>
  field.arms.length > 0 ? namedReference(field, value) : masked(field, value);

/** A record or row by field id. `whole` keeps write-only values, too: for the recycle bin. */
export function keptValues(model: ObjectModel, record: Values, whole = false): KeptValues {
  const kept: Record<string, unknown> = {};
  for (const field of model.fields) {
    if (!whole && !isKept(field)) continue;
    const value = record[field.name];
    if (value === null || value === undefined) continue;
    kept[field.id] =
      field.children === null
        ? whole && field.type.sealed
          ? value
          : keptValue(field, value)
        : rowsIn(value).map((row) => ({
            id: row.id,
            ...keptValues(field.children as ObjectModel, row, whole),
          }));
  }
  return kept;
}

/** The way back: values by name of the fields that exist today and that `rights` let see. */
export function namedValues(
  model: ObjectModel,
  kept: KeptValues,
  rights: Pick<Rights, "mayRead" | "readsSealed">,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const field of model.fields) {
    if (!rights.mayRead(model, field)) continue;
    const value = kept[field.id] ?? null;
    record[field.name] =
      field.children === null
        ? ((rights.readsSealed && field.type.sealed ? value : namedValue(field, value)) ??
          emptyOf(field))
        : rowsIn(value).map((row) => ({
            id: row.id,
            ...namedValues(field.children as ObjectModel, row, rights),
          }));
  }
  return record;
}

/** Links are a list, and so is none of them. */
const emptyOf = (field: FieldModel): unknown => (field.type.storage === "link_table" ? [] : null);

/**
 * Fields whose values differ between two states of a record. Of secrets both show a mark alone:
 * `written`, what a caller wrote, says which of them are others now.
 */
export function differenceBetween(
  model: ObjectModel,
  before: Values,
  after: Values,
  written: Values = {},
): KeptChanges {
  const changes: Record<string, readonly [unknown, unknown] | RowChanges> = {};
  for (const field of model.fields) {
    if (!isKept(field)) continue;
    const [was, is] = [before[field.name] ?? null, after[field.name] ?? null].map((value) =>
      field.children === null ? keptValue(field, value) : value,
    );
    const isAnother = field.type.sealed && typeof written[field.name] === "string";
    const mayHideOthers = field.children !== null && hasSecrets(field.children);
    if (!isAnother && !mayHideOthers && JSON.stringify(was) === JSON.stringify(is)) continue;
    if (field.children === null) changes[field.id] = [was, is];
    else {
      const given = rowsIn(written[field.name]);
      const rows = rowDifference(field.children, rowsIn(was), rowsIn(is), given);
      if (Object.keys(rows.rows).length > 0 || rows.order) changes[field.id] = rows;
    }
  }
  return changes;
}

function rowDifference(
  model: ObjectModel,
  before: readonly Values[],
  after: readonly Values[],
  written: readonly Values[],
): RowChanges {
  const former = new Map(before.map((row) => [String(row.id), row]));
  const rows: Record<string, RowChange> = {};
  for (const [index, row] of after.entries()) {
    const id = String(row.id);
    const was = former.get(id);
    former.delete(id);
    if (was === undefined) rows[id] = { added: keptValues(model, row) };
    else {
      const changed = differenceBetween(model, was, row, written[index]);
      if (Object.keys(changed).length > 0) rows[id] = { changed };
    }
  }
  for (const [id, row] of former) rows[id] = { removed: keptValues(model, row) };
  const order = [before, after].map((list) => list.map((row) => String(row.id)));
  const [was = [], is = []] = order;
  return was.join() === is.join() ? { rows } : { rows, order: [was, is] };
}

/** The values before `changes` were made. */
export function undo(values: KeptValues, changes: KeptChanges): KeptValues {
  const former: Record<string, unknown> = { ...values };
  for (const [id, change] of Object.entries(changes)) {
    former[id] = isRowChanges(change) ? undoRows(rowsIn(former[id]), change) : change[0];
  }
  return former;
}

function undoRows(
  rows: readonly Values[],
  { rows: changes, order }: RowChanges,
): readonly Values[] {
  const byId = new Map<string, Values>(rows.map((row) => [String(row.id), row]));
  for (const [id, change] of Object.entries(changes)) {
    if ("added" in change) byId.delete(id);
    else if ("removed" in change) byId.set(id, { id, ...change.removed });
    else byId.set(id, { ...undo(byId.get(id) ?? {}, change.changed), id });
  }
  const ids = order?.[0] ?? rows.map((row) => String(row.id));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}

export const isRowChanges = (change: unknown): change is RowChanges =>
  isJsonObject(change) && isJsonObject(change.rows);

/** Changes as they are stored: JSON that the engine wrote itself. */
export function parseChanges(text: string | null | undefined): KeptChanges {
  const value: unknown = text === null || text === undefined ? {} : JSON.parse(text);
  if (!isJsonObject(value)) return {};
  return value as KeptChanges;
}

const rowsIn = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
