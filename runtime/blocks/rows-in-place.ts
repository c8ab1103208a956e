/** Rows that come between others must not push away what one is looking at. */
import { createEffect, on } from "solid-js";

export interface PlacedRows {
  readonly rows: readonly { readonly id: string }[];
  readonly resetKey: string;
}

/**
 * Calls `moved` when the rows of the same list are others; its argument says where the row of an
 * index is now.
 */
export function onRowsMoved(
  props: PlacedRows,
  moved: (placeOf: (row: number) => number) => void,
): void {
  // After another search or sorting the list begins anew.
  let begins = false;
  createEffect(
    on([() => props.rows, () => props.resetKey], ([rows, key], before) => {
      if (before === undefined) return;
      const [former, formerKey] = before;
      const isSameList = key === formerKey && !begins;
      begins = key !== formerKey ? rows === former : begins && rows === former;
      if (isSameList && rows !== former) moved((row) => placeIn(rows, former, row));
    }),
  );
}

function placeIn(rows: PlacedRows["rows"], former: PlacedRows["rows"], row: number): number {
  const id = former[row]?.id;
  if (id === undefined || rows[row]?.id === id) return row;
  const place = rows.findIndex((each) => each.id === id);
  return place < 0 ? row : place;
}
