/** Keyboard of a grid by the ARIA pattern; the header is the row above the first. */
import { createSignal } from "solid-js";

export const headerRow = -1;

export interface GridCell {
  readonly row: number;
  readonly column: number;
}

export interface GridKeysOptions {
  readonly rows: () => number;
  readonly columns: () => number;
  readonly pageRows: () => number;
  /** Scrolls the row into sight. */
  readonly show: (row: number) => void;
  readonly open: (row: number, column: number, event: KeyboardEvent) => void;
}

export interface GridKeys {
  readonly active: () => GridCell;
  readonly setActive: (cell: GridCell) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function createGridKeys(options: GridKeysOptions): GridKeys {
  const [wanted, setWanted] = createSignal<GridCell>({ row: 0, column: 0 });
  const active = () => clampCell(wanted(), options.rows(), options.columns());
  return {
    active,
    setActive: (cell) => setWanted(cell),
    onKeyDown: (event) => {
      if (event.isComposing || event.altKey) return;
      const { row, column } = active();
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        options.open(row, column, event);
        return;
      }
      const next = moveCell(event, active(), {
        rows: options.rows(),
        columns: options.columns(),
        page: options.pageRows(),
      });
      if (next === undefined) return;
      event.preventDefault();
      setWanted(clampCell(next, options.rows(), options.columns()));
      options.show(active().row);
    },
  };
}

/** Where a key leads; `undefined` for keys that do not move. Pure. */
export function moveCell(
  key: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  at: GridCell,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): GridCell | undefined {
  const far = key.ctrlKey || key.metaKey;
  switch (key.key) {
    case "ArrowDown":
      return { ...at, row: far ? size.rows - 1 : at.row + 1 };
    case "ArrowUp":
      return { ...at, row: far ? 0 : at.row - 1 };
    case "ArrowRight":
      return { ...at, column: at.column + 1 };
    case "ArrowLeft":
      return { ...at, column: at.column - 1 };
    case "PageDown":
      return { ...at, row: at.row + size.page };
    case "PageUp":
      return { ...at, row: Math.max(0, at.row - size.page) };
    case "Home":
      return far ? { row: 0, column: 0 } : { ...at, column: 0 };
    case "End":
      return far
        ? { row: size.rows - 1, column: size.columns - 1 }
        : { ...at, column: size.columns - 1 };
    default:
      return undefined;
  }
}

function clampCell(cell: GridCell, rows: number, columns: number): GridCell {
  return {
    // While rows are on their way, the first one holds the place.
    row: Math.max(headerRow, Math.min(cell.row, Math.max(0, rows - 1))),
    column: Math.max(0, Math.min(cell.column, columns - 1)),
  };
}
