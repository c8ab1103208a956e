/** Where in what a caller wrote a value stands, at whatever level of rows. Pure. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { nameInRecords, valueHeld } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { rowsPathOf } from "../../metadata/model/row-models.ts";
import { pointer } from "../../metadata/problem.ts";

/** What a write was called with. */
export interface WrittenRecords {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** Paths begin with the index of the record. */
  readonly many: boolean;
}

/** The first place where `field` of `rows` holds `value`; null when it is nowhere. */
export function placeOfValue(
  { records, many }: WrittenRecords,
  rows: ObjectModel,
  field: FieldModel,
  value: string,
): string | null {
  const find = (row: unknown, names: readonly string[], path: string): string | null => {
    if (!isJsonObject(row)) return null;
    const [name, ...rest] = names;
    if (name === undefined)
      return valueHeld(field, row) === value ? pointer(path, nameInRecords(field)) : null;
    return firstIn(row[name], (inner, index) => find(inner, rest, pointer(path, name, index)));
  };
  return firstIn(records, (record, index) =>
    find(record, rowsPathOf(rows), many ? pointer("", index) : ""),
  );
}

function firstIn(
  list: unknown,
  find: (item: unknown, index: number) => string | null,
): string | null {
  for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
    const found = find(item, index);
    if (found !== null) return found;
  }
  return null;
}
