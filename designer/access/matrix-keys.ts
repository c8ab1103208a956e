/** Arrows move between the cells of the matrix; Tab leaves it. */
import { createSignal } from "solid-js";

export interface MatrixPlace {
  /** Name of the object. */
  readonly row: string;
  readonly column: number;
}

export interface MatrixKeys {
  /** Whether this is the one cell that Tab reaches: where one was last, while it is shown. */
  readonly isReached: (
    place: MatrixPlace,
    firstRow: string,
    shownRows: readonly string[],
  ) => boolean;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const cellsOf = (row: Element | undefined): readonly HTMLElement[] =>
  row ? [...row.querySelectorAll<HTMLElement>("[data-cell]")] : [];

/** Where a key leads from here; undefined when it is no key of the matrix. */
function target(
  key: string,
  rows: readonly Element[],
  row: number,
  column: number,
): HTMLElement | undefined {
  const here = cellsOf(rows[row]);
  switch (key) {
    case "ArrowRight":
      return here[column + 1];
    case "ArrowLeft":
      return here[column - 1];
    case "ArrowDown":
      return cellsOf(rows[row + 1])[column];
    case "ArrowUp":
      return cellsOf(rows[row - 1])[column];
    case "Home":
      return here[0];
    case "End":
      return here.at(-1);
    default:
      return undefined;
  }
}

export function createMatrixKeys(table: () => HTMLElement): MatrixKeys {
  const [reached, setReached] = createSignal<MatrixPlace | null>(null);
  const placeOf = (element: EventTarget | null) => {
    if (!(element instanceof HTMLElement) || element.dataset.cell === undefined) return null;
    const row = element.closest<HTMLElement>("[data-matrix-row]");
    return row === null ? null : { element, row };
  };
  return {
    isReached: ({ row, column }, firstRow, shownRows) => {
      const place = reached();
      if (place === null || !shownRows.includes(place.row)) return row === firstRow && column === 0;
      return place.row === row && place.column === column;
    },
    onFocus: (event) => {
      const place = placeOf(event.target);
      if (place === null) return;
      setReached({
        row: place.row.dataset.matrixRow ?? "",
        column: cellsOf(place.row).indexOf(place.element),
      });
    },
    onKeyDown: (event) => {
      // Alt and an arrow belong to the browser, and keys in the details to their inputs.
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const place = placeOf(event.target);
      if (place === null) return;
      const rows = [...table().querySelectorAll("[data-matrix-row]")];
      const column = cellsOf(place.row).indexOf(place.element);
      const next = target(event.key, rows, rows.indexOf(place.row), column);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    },
  };
}
