/** What is different between two states of a record, in the shape of an entry of its history. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { ShownChange, ShownChanges, ShownRow } from "../../metadata/wire.ts";
import { rowList, type Values } from "./row-list.ts";

export function changesBetween(model: ObjectModel, before: Values, after: Values): ShownChanges {
  const changes: Record<string, ShownChange> = {};
  for (const field of model.fields) {
    const [was, is] = [before[field.name] ?? null, after[field.name] ?? null];
    if (field.children !== null) {
      const { rows, reordered } = rowChanges(field.children, rowList(was), rowList(is));
      if (rows.length > 0 || reordered) changes[field.name] = { rows, reordered };
    } else if (!isSame(was, is)) changes[field.name] = { before: was, after: is };
  }
  return changes;
}

function rowChanges(model: ObjectModel, before: readonly Values[], after: readonly Values[]) {
  const former = new Map(before.map((row) => [row.id, row]));
  const present = new Set(after.map(({ id }) => id));
  const rows = [
    ...after.flatMap((row): readonly ShownRow[] => {
      const was = former.get(row.id);
      const id = String(row.id);
      if (was === undefined) return [{ id, kind: "added", values: row }];
      const changes = changesBetween(model, was, row);
      return Object.keys(changes).length === 0 ? [] : [{ id, kind: "changed", changes }];
    }),
    ...before
      .filter(({ id }) => !present.has(id))
      .map((row): ShownRow => ({ id: String(row.id), kind: "removed", values: row })),
  ];
  const order = (list: readonly Values[]) =>
    list.flatMap(({ id }) => (former.has(id) && present.has(id) ? [id] : [])).join();
  return { rows, reordered: order(before) !== order(after) };
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Whether a former value comes back when a revision is restored: the rest follows or stays. */
export const isBroughtBack = (field: FieldModel): boolean =>
  !field.readOnly && field.formula === null;

/** The part of changes that restoring writes. */
export function writtenChanges(model: ObjectModel, changes: ShownChanges): ShownChanges {
  const written: Record<string, ShownChange> = {};
  for (const [name, change] of Object.entries(changes)) {
    const field = model.byName.get(name);
    if (field === undefined || !isBroughtBack(field)) continue;
    if (!("rows" in change) || field.children === null) {
      written[name] = change;
      continue;
    }
    const rows = writtenRows(field.children, change.rows);
    if (rows.length > 0 || change.reordered) written[name] = { ...change, rows };
  }
  return written;
}

function writtenRows(model: ObjectModel, rows: readonly ShownRow[]): readonly ShownRow[] {
  return rows.flatMap((row): readonly ShownRow[] => {
    if (row.kind !== "changed") return [row];
    const changes = writtenChanges(model, row.changes);
    return Object.keys(changes).length === 0 ? [] : [{ ...row, changes }];
  });
}
