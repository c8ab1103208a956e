import { createMemo, For, onMount, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { type ListPlace, listInRow, outerList } from "../state/form-lists.ts";
import type { FormRow } from "../state/form-values.ts";
import type { RecordForm } from "../state/record-form.ts";
import { Button } from "../ui/button.tsx";
import { columnTemplate, fitColumns } from "./fit-columns.ts";
import { controlId, listId } from "./form-places.ts";
import { columnTotal, hasTotals, lineColumns, lineHeight } from "./line-columns.ts";
import { createLineEditing } from "./line-editing.ts";
import { linePlaces } from "./line-places.ts";
import { Line } from "./line-row.tsx";
import { createOpenLists, type OpenLists } from "./open-lists.ts";
import { createViewport } from "./viewport.ts";
import { rowWindow } from "./virtual-window.ts";

/** From here on only the lines in sight have elements. */
const virtualAbove = 50;

interface LinesProps {
  readonly form: RecordForm;
  /** The field that holds the lines, and where they are: in the record, or in one of its lines. */
  readonly field: FieldModel;
  readonly list: ListPlace;
}

/** Lines as a sheet: Enter goes down, Tab goes on, the last line grows a next one. */
export function LinesGrid(props: LinesProps) {
  let scroller!: HTMLDivElement;
  const columns = () => props.field.children?.fields ?? [];
  const rows = () => props.form.rows(props.list);
  const virtual = () => rows().length > virtualAbove;
  const viewport = createViewport(() => scroller);
  const opened = createOpenLists(virtual);
  const editing = createLineEditing(useApplication(), props, opened, (index) => {
    if (virtual()) scrollToLine(scroller, index);
  });
  const indexes = createMemo(() => new Map(rows().map((row, index) => [row.key, index])));
  const places = linePlaces(opened, (key) => indexes().get(key) ?? -1);
  const top = (index: number) => (virtual() ? places.top(index) : undefined);
  const lists = () => columns().filter(({ children }) => children !== null);
  const isInner = () => outerList(props.list) !== null;
  const widths = createMemo(() => fitColumns(lineColumns(columns()), viewport.width()));
  const drawn = createMemo(() => {
    if (!virtual()) return rows();
    const top = places.scrolled(viewport.top());
    const { first, end } = rowWindow(top, viewport.height(), lineHeight, rows().length);
    // The line with the cursor keeps its elements, or what is typed would be cut off.
    const focused = editing.focused();
    return rows().filter(
      (row, index) =>
        (index >= first && index < end) || row.key === focused || opened.ofRow(row.key),
    );
  });
  onMount(() => scroller.addEventListener("tenon:show-row", editing.onShowRow));

  return (
    <>
      <div
        ref={scroller}
        id={listId(props.list)}
        class="lines-scroll"
        data-virtual={virtual() ? "" : undefined}
        tabindex={-1}
        role="table"
        aria-label={props.field.title}
        aria-rowcount={rows().length + 1}
        style={{ "--columns": columnTemplate(widths()) }}
        onScroll={viewport.onScroll}
      >
        <Head columns={columns()} />
        <div
          class="lines-body"
          role="rowgroup"
          style={{ height: virtual() ? `${places.top(rows().length)}px` : "auto" }}
        >
          <For each={drawn()}>
            {(row) => {
              const index = () => indexes().get(row.key) ?? 0;
              return (
                <>
                  <Line
                    {...props}
                    row={row}
                    index={index()}
                    columns={columns()}
                    top={top(index())}
                    opened={opened}
                    onFocus={() => editing.setFocused(row.key)}
                    onKeyDown={(event, column) => editing.onKeyDown(event, row, column)}
                    onPaste={(column, source) => void editing.paste(row, column, source)}
                    onRemove={() => editing.remove(row)}
                  />
                  <Show when={lists().length > 0 && opened.ofRow(row.key)}>
                    <InnerLists
                      {...props}
                      row={row}
                      lists={lists()}
                      opened={opened}
                      top={top(index() + 1) === undefined ? undefined : (index() + 1) * lineHeight}
                      width={viewport.width()}
                      onFocus={() => editing.setFocused(row.key)}
                    />
                  </Show>
                </>
              );
            }}
          </For>
        </div>
        <Show when={hasTotals(columns()) && rows().length > 0}>
          <Totals {...props} columns={columns()} />
        </Show>
      </div>
      <div class="lines-foot">
        <Show when={!props.form.listState(props.list, props.field).readOnly}>
          <Button small variant="quiet" icon="plus" onClick={() => editing.add()}>
            {text("lines_add")}
          </Button>
        </Show>
        <span class="lines-keys">
          {text(isInner() ? "lines_keys_inner" : "lines_keys")}
          <Show when={lists().length > 0}>{` · ${text("lines_keys_lists")}`}</Show>
        </span>
      </div>
    </>
  );
}

/** What is open below a line: its own lines, in grids like that of the line. */
function InnerLists(
  props: LinesProps & {
    readonly row: FormRow;
    readonly lists: readonly FieldModel[];
    readonly opened: OpenLists;
    readonly top: number | undefined;
    readonly width: number;
    readonly onFocus: () => void;
  },
) {
  const place = (field: FieldModel) => listInRow(props.list, props.row.key, field.name);
  const shown = () =>
    props.lists.filter(
      (field) =>
        props.opened.isOpen(place(field)) &&
        props.form.cellState(props.list, props.row, field).visible,
    );
  const onKeyDown = (event: KeyboardEvent, list: ListPlace) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    event.stopPropagation();
    document.getElementById(controlId(list))?.focus();
  };
  return (
    <div
      ref={(element) => props.opened.measure(element)}
      class="lines-inner"
      role="row"
      style={{
        width: `${props.width}px`,
        transform: props.top === undefined ? undefined : `translateY(${props.top}px)`,
      }}
      onFocusIn={() => props.onFocus()}
    >
      <For each={shown()}>
        {(field) => (
          <div
            class="lines-inner-list"
            role="cell"
            onKeyDown={(event) => onKeyDown(event, place(field))}
          >
            <h3>{field.title}</h3>
            <Show when={props.form.error(place(field))}>
              {(sentence) => <p class="field-error">{sentence()}</p>}
            </Show>
            <LinesGrid form={props.form} field={field} list={place(field)} />
          </div>
        )}
      </For>
    </div>
  );
}

/** Brings a line between the head and the totals. */
function scrollToLine(scroller: HTMLElement, index: number): void {
  const top = index * lineHeight;
  const room = scroller.clientHeight - lineHeight * 3;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
}

function Head(props: { readonly columns: readonly FieldModel[] }) {
  return (
    <div class="lines-head" role="row">
      <span class="numeric" role="columnheader">
        {text("lines_number")}
      </span>
      <For each={props.columns}>
        {(column) => (
          <span
            role="columnheader"
            classList={{ numeric: fieldView(column).align === "end" }}
            title={column.description || column.title}
          >
            {column.title}
            <Show when={column.required && !column.readOnly}>
              <span class="lines-required" aria-hidden="true">
                {" *"}
              </span>
            </Show>
          </span>
        )}
      </For>
      <span role="columnheader">
        <span class="visually-hidden">{text("more_actions")}</span>
      </span>
    </div>
  );
}

function Totals(props: LinesProps & { readonly columns: readonly FieldModel[] }) {
  return (
    <div class="lines-total" role="row">
      <span role="cell" />
      <For each={props.columns}>
        {(column, index) => (
          <span
            role="cell"
            classList={{ numeric: fieldView(column).align === "end" }}
            data-total={column.name}
          >
            {index() === 0 ? text("lines_total") : columnTotal(props.form, props.list, column)}
          </span>
        )}
      </For>
      <span role="cell" />
    </div>
  );
}
