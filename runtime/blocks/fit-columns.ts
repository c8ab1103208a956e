/** Widths of columns for a given room, in whole pixels, so that all rows agree. Pure. */

export interface ColumnRoom {
  readonly width: number;
  /** Takes a share of what is left over, in proportion to its width. */
  readonly flexible: boolean;
}

/** Never less than `width`; without flexible columns the room on the right stays empty. */
export function fitColumns(columns: readonly ColumnRoom[], room: number): readonly number[] {
  const used = columns.reduce((sum, column) => sum + column.width, 0);
  const flexible = columns.filter((column) => column.flexible);
  const weight = flexible.reduce((sum, column) => sum + column.width, 0);
  const spare = Math.max(0, Math.floor(room) - used);
  if (spare === 0 || weight === 0) return columns.map((column) => column.width);
  let rest = spare;
  return columns.map((column) => {
    if (!column.flexible) return column.width;
    const last = column === flexible.at(-1);
    const share = last ? rest : Math.floor((spare * column.width) / weight);
    rest -= share;
    return column.width + share;
  });
}

/** As the value of `grid-template-columns`. */
export function columnTemplate(widths: readonly number[]): string {
  return widths.map((width) => `${width}px`).join(" ");
}
