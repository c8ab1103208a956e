import { createMemo, createUniqueId, For, Index, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import type { SortKey } from "../state/list-view.ts";
import { columnTemplate, fitColumns } from "./fit-columns.ts";
import { HeadCell } from "./grid-head.tsx";
import { createGridKeys, type GridKeys, headerRow } from "./grid-keys.ts";
import { GridRow } from "./grid-row.tsx";
import { createGridWindow, type GridWindow } from "./grid-window.ts";
import { onRowsMoved } from "./rows-in-place.ts";
import "./record-grid.css";

export interface RecordGridProps {
  readonly label: string;
  /** Whose records they are. */
  readonly object: string;
  readonly columns: readonly FieldModel[];
  readonly widths: (field: FieldModel) => number;
  readonly fixed: (field: FieldModel) => boolean;
  readonly onResize: (field: FieldModel, width: number) => void;
  readonly rows: readonly RecordJson[];
  /** As far as it is known; -1 when it is not. */
  readonly totalRows: number;
  /** Rows that are on their way are drawn as grey bars. */
  readonly pending: boolean;
  readonly sort: readonly SortKey[];
  readonly onSort: (field: FieldModel, add: boolean) => void;
  readonly address: (record: RecordJson) => string;
  readonly onOpen: (record: RecordJson) => void;
  /** The last drawn row comes near the end of what is loaded. */
  readonly onNearEnd: () => void;
  readonly onVisible: (first: number, last: number) => void;
  readonly rowHeight: number;
  /** Ids of the chosen records, where opening one chooses it. */
  readonly chosen?: ReadonlySet<string> | undefined;
  /** Keeps the scroll position while the key is the same. */
  readonly resetKey: string;
}

const headHeight = 32;

/**
 * The list of records: an ARIA grid whose rows are recycled, so that ten thousand cost what forty
 * do. One element has the focus; the active cell is told by `aria-activedescendant`.
 */
export function RecordGrid(props: RecordGridProps) {
  const id = createUniqueId();
  let element!: HTMLDivElement;
  const area = createGridWindow(props, () => element, headHeight);
  const keys = createRecordKeys(props, area);
  onRowsMoved(props, (placeOf) => {
    const { row, column } = keys.active();
    const place = placeOf(row);
    if (place !== row) keys.setActive({ row: place, column });
  });
  const widths = createMemo(() =>
    fitColumns(
      props.columns.map((field) => ({
        width: props.widths(field),
        flexible: isFlexible(field) && !props.fixed(field),
      })),
      area.viewport.width(),
    ),
  );
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  const activeId = () => {
    const { row, column } = keys.active();
    const drawn = row === headerRow || area.isDrawn(row);
    return drawn && row < props.rows.length ? cellId(row, column) : undefined;
  };
  return (
    <div
      ref={element}
      class="grid"
      role="grid"
      tabindex={0}
      aria-label={props.label}
      aria-rowcount={props.totalRows < 0 ? -1 : props.totalRows + 1}
      aria-colcount={props.columns.length}
      aria-activedescendant={activeId()}
      aria-busy={props.pending}
      aria-multiselectable={props.chosen === undefined ? undefined : true}
      data-scrolled={area.viewport.left() > 0 ? "" : undefined}
      style={{ "--columns": columnTemplate(widths()) }}
      onKeyDown={keys.onKeyDown}
      onScroll={area.viewport.onScroll}
    >
      <div class="grid-head" role="row" aria-rowindex={1}>
        <For each={props.columns}>
          {(field, column) => (
            <HeadCell
              {...props}
              id={cellId(headerRow, column())}
              field={field}
              column={column()}
              active={keys.active().row === headerRow && keys.active().column === column()}
            />
          )}
        </For>
      </div>
      <div
        class="grid-body"
        role="rowgroup"
        style={{ height: `${area.count() * props.rowHeight}px` }}
      >
        <Index each={area.rowsBySlot()}>
          {(row) => (
            <Show when={row() >= 0}>
              <GridRow
                {...props}
                row={row()}
                record={props.rows[row()]}
                chosen={props.chosen?.has(props.rows[row()]?.id ?? "")}
                cellId={cellId}
                activeColumn={keys.active().row === row() ? keys.active().column : -1}
                onPress={(column) => keys.setActive({ row: row(), column })}
              />
            </Show>
          )}
        </Index>
      </div>
    </div>
  );
}

/** Enter opens a record, and sorts in the head. */
function createRecordKeys(props: RecordGridProps, area: GridWindow): GridKeys {
  return createGridKeys({
    rows: () => props.rows.length,
    columns: () => props.columns.length,
    pageRows: () => Math.max(1, Math.floor(area.height() / props.rowHeight) - 1),
    show: area.show,
    open: (row, column, event) => {
      const field = props.columns[column];
      const record = props.rows[row];
      if (row === headerRow) {
        if (field?.type.sortable) props.onSort(field, event.shiftKey);
      } else if (record) props.onOpen(record);
    },
  });
}

/** Texts and lookups share the room that is left, unless the user has set their width. */
function isFlexible(field: FieldModel): boolean {
  return ["text", "relation"].includes(field.type.group) && field.type.name !== "auto_number";
}
