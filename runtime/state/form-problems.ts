/**
 * Where a problem stands in a form. Lines are named by their key, not by their number, so that a
 * problem stays with its line when lines are added or removed. Pure.
 */
import type { Problem } from "../../metadata/problem.ts";
import type { FormRow } from "./form-values.ts";

/** `name` of a field, or `lines#3.quantity` of a cell. */
export type Place = string;

export function cellPlace(field: string, rowKey: number, column: string): Place {
  return `${field}#${rowKey}.${column}`;
}

export interface PlacedProblem {
  readonly place: Place;
  /** The field of the record, also for a cell. */
  readonly field: string;
  readonly row: { readonly key: number; readonly column: string } | null;
  /** The sentence in the user's language. */
  readonly sentence: () => string;
}

export type RowsByField = Readonly<Record<string, readonly FormRow[]>>;

/** Finds the place of a JSON Pointer in what was checked or sent. */
export function placeOf(path: string, rows: RowsByField): Omit<PlacedProblem, "sentence"> {
  const [field = "", index, column] = path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const row = index === undefined ? undefined : rows[field]?.[Number(index)];
  if (row === undefined) return { place: field, field, row: null };
  if (column === undefined)
    return { place: `${field}#${row.key}`, field, row: { key: row.key, column: "" } };
  return { place: cellPlace(field, row.key, column), field, row: { key: row.key, column } };
}

/** The first problem of every place. */
export function placeProblems(
  problems: readonly Problem[],
  rows: RowsByField,
  sentence: (item: Problem) => string,
): ReadonlyMap<Place, PlacedProblem> {
  const placed = new Map<Place, PlacedProblem>();
  for (const item of problems) {
    const found = placeOf(item.path, rows);
    if (!placed.has(found.place))
      placed.set(found.place, { ...found, sentence: () => sentence(item) });
  }
  return placed;
}
