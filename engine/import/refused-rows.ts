/** Rows that are not written, with the reasons. */
import type { Problem } from "../../metadata/problem.ts";

export interface RefusedRow {
  /** Line of the file, the header being the first. */
  readonly line: number;
  /** Its place among the rows. */
  readonly row: number;
  readonly problems: readonly Problem[];
}

/** What is wrong with each of the rows that are refused. */
export type Refusals<Row> = ReadonlyMap<Row, readonly Problem[]>;

export const lineOf = (index: number): number => index + 2;

export const reported = (
  { index }: { readonly index: number },
  problems: readonly Problem[],
): RefusedRow => ({ line: lineOf(index), row: index, problems });

/** Problems by the row that their paths begin with; null when they name none of several. */
export function byRow<Row>(
  rows: readonly Row[],
  problems: readonly Problem[],
): Refusals<Row> | null {
  const found = new Map<Row, Problem[]>();
  for (const item of problems) {
    const [, first = "", ...rest] = item.path.split("/");
    const isPlace = /^\d+$/.test(first);
    const row = rows[isPlace ? Number(first) : rows.length === 1 ? 0 : Number.NaN];
    if (row === undefined) continue;
    const inside = (isPlace ? rest : [first, ...rest]).join("/");
    const path = inside === "" ? "" : `/${inside}`;
    found.set(row, [...(found.get(row) ?? []), { ...item, path }]);
  }
  const [only] = rows;
  if (found.size === 0 && rows.length === 1 && only !== undefined) found.set(only, [...problems]);
  return found.size === 0 ? null : found;
}
