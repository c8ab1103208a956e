import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  Index,
  on,
  Show,
} from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import type { SortKey } from "../state/list-view.ts";
import { Icon } from "../ui/icon.tsx";
import { Skeleton } from "../ui/message.tsx";
import { createColumnResize } from "./column-resize.ts";
import { columnTemplate, fitColumns } from "./fit-columns.ts";
import { createGridKeys, headerRow } from "./grid-keys.ts";
import { createViewport } from "./viewport.ts";
import { rowWindow, scrollToRow, slotRows } from "./virtual-window.ts";
import "./record-grid.css";

export interface RecordGridProps {
  readonly label: string;
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
  /** Keeps the scroll position while the key is the same. */
  readonly resetKey: string;
}

const skeletonRows = 12;
const headHeight = 32;

/**
 * The list of records: an ARIA grid whose rows are recycled, so that ten thousand cost what forty
 * do. One element has the focus; the active cell is told by `aria-activedescendant`.
 */
export function RecordGrid(props: RecordGridProps) {
  const id = createUniqueId();
  let element!: HTMLDivElement;
  const viewport = createViewport(() => element);
  const count = () => props.rows.length + (props.pending ? skeletonRows : 0);
  const height = () => Math.max(0, viewport.height() - headHeight);
  const visible = createMemo(() => rowWindow(viewport.top(), height(), props.rowHeight, count()));
  const slots = createMemo((previous: number) => {
    const needed = visible().end - visible().first;
    return Math.max(previous, Math.ceil(needed / 8) * 8);
  }, 16);
  const rowsBySlot = createMemo(() => slotRows(visible(), slots()));
  const widths = createMemo(() =>
    fitColumns(
      props.columns.map((field) => ({
        width: props.widths(field),
        flexible: isFlexible(field) && !props.fixed(field),
      })),
      viewport.width(),
    ),
  );

  createEffect(() => {
    if (visible().end >= props.rows.length - 10) props.onNearEnd();
  });
  createEffect(() => {
    const first = Math.floor(viewport.top() / props.rowHeight);
    const last = Math.min(
      props.rows.length,
      Math.ceil((viewport.top() + height()) / props.rowHeight),
    );
    props.onVisible(first, last);
  });
  createEffect(
    on(
      () => props.resetKey,
      () => {
        element.scrollTop = 0;
      },
      { defer: true },
    ),
  );

  const keys = createGridKeys({
    rows: () => props.rows.length,
    columns: () => props.columns.length,
    pageRows: () => Math.max(1, Math.floor(height() / props.rowHeight) - 1),
    show: (row) => {
      if (row >= 0) {
        const at = { top: element.scrollTop, height: height() };
        element.scrollTop = scrollToRow(row, props.rowHeight, at);
      }
    },
    open: (row, column, event) => {
      const field = props.columns[column];
      if (row === headerRow) {
        if (field?.type.sortable) props.onSort(field, event.shiftKey);
      } else {
        const record = props.rows[row];
        if (record) props.onOpen(record);
      }
    },
  });
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  const activeId = () => {
    const { row, column } = keys.active();
    const drawn = row === headerRow || (row >= visible().first && row < visible().end);
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
      data-scrolled={viewport.left() > 0 ? "" : undefined}
      style={{ "--columns": columnTemplate(widths()) }}
      onKeyDown={keys.onKeyDown}
      onScroll={viewport.onScroll}
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
      <div class="grid-body" role="rowgroup" style={{ height: `${count() * props.rowHeight}px` }}>
        <Index each={rowsBySlot()}>
          {(row) => (
            <Show when={row() >= 0}>
              <GridRow
                row={row()}
                record={props.rows[row()]}
                columns={props.columns}
                rowHeight={props.rowHeight}
                address={props.address}
                onOpen={props.onOpen}
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

/** Texts and lookups share the room that is left, unless the user has set their width. */
function isFlexible(field: FieldModel): boolean {
  return ["text", "relation"].includes(field.type.group) && field.type.name !== "auto_number";
}

function HeadCell(
  props: RecordGridProps & {
    readonly id: string;
    readonly field: FieldModel;
    readonly column: number;
    readonly active: boolean;
  },
) {
  const key = () => props.sort.find((entry) => entry.field === props.field.name);
  const sorted = () => {
    const entry = key();
    if (!props.field.type.sortable) return undefined;
    return entry === undefined ? "none" : entry.descending ? "descending" : "ascending";
  };
  const resize = createColumnResize({
    width: () => props.widths(props.field),
    onResize: (width) => props.onResize(props.field, width),
  });
  return (
    <div
      id={props.id}
      class="grid-head-cell"
      classList={{
        "grid-end": fieldView(props.field).align === "end",
        "grid-active": props.active,
      }}
      role="columnheader"
      aria-colindex={props.column + 1}
      aria-sort={sorted()}
      data-sortable={props.field.type.sortable ? "" : undefined}
      title={
        props.field.type.sortable
          ? text("list_sort_by", { field: props.field.title })
          : props.field.title
      }
      onClick={(event) => {
        if (props.field.type.sortable && !resize.dragged()) {
          props.onSort(props.field, event.shiftKey);
        }
      }}
    >
      <span class="grid-head-title">{props.field.title}</span>
      <Show when={key()}>
        {(entry) => <Icon name={entry().descending ? "arrow-down" : "arrow-up"} />}
      </Show>
      <span class="grid-resize" onPointerDown={resize.onPointerDown} />
    </div>
  );
}

function GridRow(props: {
  readonly row: number;
  readonly record: RecordJson | undefined;
  readonly columns: readonly FieldModel[];
  readonly rowHeight: number;
  readonly address: (record: RecordJson) => string;
  readonly onOpen: (record: RecordJson) => void;
  readonly cellId: (row: number, column: number) => string;
  readonly activeColumn: number;
  readonly onPress: (column: number) => void;
}) {
  const [pressed, setPressed] = createSignal(false);
  return (
    <div
      class="grid-row"
      classList={{ "grid-row-active": props.activeColumn >= 0, "grid-row-pressed": pressed() }}
      role="row"
      aria-rowindex={props.row + 2}
      style={{ transform: `translateY(${props.row * props.rowHeight}px)` }}
      onPointerDown={() => setPressed(true)}
      onPointerUp={() => setPressed(false)}
      onPointerCancel={() => setPressed(false)}
      onClick={(event) => {
        // Links open by themselves; marking text is not a click.
        if (event.target instanceof Element && event.target.closest("a")) return;
        if (getSelection()?.toString()) return;
        if (props.record) props.onOpen(props.record);
      }}
    >
      <For each={props.columns}>
        {(field, column) => (
          <div
            id={props.cellId(props.row, column())}
            class="grid-cell"
            classList={{
              "grid-end": fieldView(field).align === "end",
              "grid-active": props.activeColumn === column(),
            }}
            role="gridcell"
            aria-colindex={column() + 1}
            onPointerDown={() => props.onPress(column())}
          >
            <Show
              when={props.record}
              fallback={<Skeleton width={`${40 + ((props.row * 7 + column() * 13) % 45)}%`} />}
            >
              {(record) => (
                <RecordCell
                  field={field}
                  value={record()[field.name]}
                  href={column() === 0 ? props.address(record()) : undefined}
                />
              )}
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}

/** Empty stays empty; the first column leads to the record. */
function RecordCell(props: {
  readonly field: FieldModel;
  readonly value: unknown;
  readonly href: string | undefined;
}) {
  const Cell = fieldView(props.field).Cell;
  const filled = () => props.value !== null && props.value !== undefined && props.value !== "";
  return (
    <Show
      when={props.href}
      fallback={
        <Show when={filled()}>
          <Cell field={props.field} value={props.value} />
        </Show>
      }
    >
      {(href) => (
        <a href={href()} tabindex={-1}>
          <Show when={filled()} fallback={text("record_untitled")}>
            <Cell field={props.field} value={props.value} />
          </Show>
        </a>
      )}
    </Show>
  );
}
