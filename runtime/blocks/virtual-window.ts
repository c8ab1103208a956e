/** Which of many equally high rows are in sight, and which slot draws which row. Pure. */

export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

const overscan = 6;

/** Rows to draw for a scroll position, with some to spare above and below. */
export function rowWindow(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + overscan);
  return { first: Math.min(first, Math.max(0, end)), end };
}

/**
 * Row numbers by slot: row `i` stays in slot `i % slots`, so that scrolling by one row redraws
 * one slot and moves no other element. A slot without a row is -1.
 */
export function slotRows(window: RowWindow, slots: number): readonly number[] {
  const rows = new Array<number>(slots).fill(-1);
  for (let row = window.first; row < window.end; row++) rows[row % slots] = row;
  return rows;
}

/** The scroll position that shows a row whole, moving as little as possible. */
export function scrollToRow(
  row: number,
  rowHeight: number,
  viewport: { readonly top: number; readonly height: number },
): number {
  const top = row * rowHeight;
  if (top < viewport.top) return top;
  if (top + rowHeight > viewport.top + viewport.height) return top + rowHeight - viewport.height;
  return viewport.top;
}
