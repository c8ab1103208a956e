/** Keys that lead from row to row in the field grid: the same column, one row up or down. */

/** Enter and the arrow keys move within the column; Alt is left to the commands that move fields. */
export function moveBetweenRows(event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const step = stepOf(event);
  const cell = event.target;
  if (step === 0 || !(cell instanceof HTMLInputElement)) return;
  const rows = [...(cell.closest("table")?.querySelectorAll("[data-row]") ?? [])];
  const row = cell.closest("[data-row]");
  const at = row ? rows.indexOf(row) : -1;
  const next = rows[at + step];
  if (!next) return;
  event.preventDefault();
  const column = cell.closest("td")?.cellIndex ?? 1;
  const wanted = next.querySelectorAll("td")[column]?.querySelector<HTMLElement>("input, button");
  (wanted ?? next.querySelector<HTMLElement>("input"))?.focus();
}

function stepOf(event: KeyboardEvent): number {
  if (event.key === "ArrowDown") return 1;
  if (event.key === "ArrowUp") return -1;
  if (event.key === "Enter") return event.shiftKey ? -1 : 1;
  return 0;
}

/** Puts the cursor into the title of a row. */
export function focusRow(id: string): void {
  document
    .querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] [data-cell="title"]`)
    ?.focus();
}
