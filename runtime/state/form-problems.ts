/**
 * Where a problem stands in a form. Lines are named by their key, not by their number, so that a
 * problem stays with its line when lines are added or removed. Pure.
 */
import type { Problem } from "../../metadata/problem.ts";
import { type ListPlace, listInRow, type RowsByField } from "./form-lists.ts";

/** `name` of a field, `lines#3.quantity` of a cell, `lines#3.packages#7.weight` of one below it. */
export type Place = string;

export const cellPlace: (list: ListPlace, rowKey: number, column: string) => Place = listInRow;

/** A cell in a list of lines. */
export interface PlacedCell {
  readonly list: ListPlace;
  readonly key: number;
  /** Empty for the line as a whole. */
  readonly column: string;
}

export interface PlacedProblem {
  readonly place: Place;
  /** The field of the record, also for a cell. */
  readonly field: string;
  /** The cells that lead there, level by level; none for the record's own fields. */
  readonly cells: readonly PlacedCell[];
  /** The sentence in the user's language. */
  readonly sentence: () => string;
}

/** Finds the place of a JSON Pointer in what was checked or sent. */
export function placeOf(path: string, rows: RowsByField): Omit<PlacedProblem, "sentence"> {
  const [field = "", ...parts] = path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const cells: PlacedCell[] = [];
  let holder = rows;
  let list = field;
  let name = field;
  for (let at = 0; at < parts.length; at += 2) {
    const row = holder[name]?.[Number(parts[at])];
    if (row === undefined) break;
    name = parts[at + 1] ?? "";
    cells.push({ list, key: row.key, column: name });
    if (name === "") return { place: `${list}#${row.key}`, field, cells };
    list = listInRow(list, row.key, name);
    holder = row.rows;
  }
  return { place: list, field, cells };
}

/** The first problem of every place. */
export function placeProblems(
  problems: readonly Problem[],
  rows: RowsByField,
  sentence: (item: Problem) => string,
): Map<Place, PlacedProblem> {
  const placed = new Map<Place, PlacedProblem>();
  for (const item of problems) {
    const found = placeOf(item.path, rows);
    if (!placed.has(found.place))
      placed.set(found.place, { ...found, sentence: () => sentence(item) });
  }
  return placed;
}
