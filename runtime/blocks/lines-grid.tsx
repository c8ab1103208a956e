import { createMemo, For, onMount, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import type { RecordForm } from "../state/record-form.ts";
import { Button } from "../ui/button.tsx";
import { columnTemplate, fitColumns } from "./fit-columns.ts";
import { controlId } from "./form-places.ts";
import { columnTotal, hasTotals, lineColumns, lineHeight } from "./line-columns.ts";
import { createLineEditing } from "./line-editing.ts";
import { Line } from "./line-row.tsx";
import { createViewport } from "./viewport.ts";
import { rowWindow } from "./virtual-window.ts";

/** From here on only the lines in sight have elements. */
const virtualAbove = 50;

interface LinesProps {
  readonly form: RecordForm;
  readonly field: FieldModel;
}

/** Lines as a sheet: Enter goes down, Tab goes on, the last line grows a next one. */
export function LinesGrid(props: LinesProps) {
  let scroller!: HTMLDivElement;
  const columns = () => props.field.children?.fields ?? [];
  const rows = () => props.form.rows(props.field.name);
  const virtual = () => rows().length > virtualAbove;
  const viewport = createViewport(() => scroller);
  const editing = createLineEditing(useApplication(), props, (index) => {
    if (virtual()) scrollToLine(scroller, index);
  });
  const widths = createMemo(() => fitColumns(lineColumns(columns()), viewport.width()));
  const drawn = createMemo(() => {
    if (!virtual()) return rows();
    const { first, end } = rowWindow(viewport.top(), viewport.height(), lineHeight, rows().length);
    // The line with the cursor keeps its elements, or what is typed would be cut off.
    const focused = editing.focused();
    return rows().filter((row, index) => (index >= first && index < end) || row.key === focused);
  });
  const indexes = createMemo(() => new Map(rows().map((row, index) => [row.key, index])));
  onMount(() => scroller.addEventListener("tenon:show-row", editing.onShowRow));

  return (
    <>
      <div
        ref={scroller}
        id={controlId(props.field.name)}
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
          style={{ height: virtual() ? `${rows().length * lineHeight}px` : "auto" }}
        >
          <For each={drawn()}>
            {(row) => (
              <Line
                {...props}
                row={row}
                index={indexes().get(row.key) ?? 0}
                columns={columns()}
                virtual={virtual()}
                onFocus={() => editing.setFocused(row.key)}
                onKeyDown={(event, column) => editing.onKeyDown(event, row, column)}
                onPaste={(column, source) => void editing.paste(row, column, source)}
                onRemove={() => editing.remove(row)}
              />
            )}
          </For>
        </div>
        <Show when={hasTotals(columns()) && rows().length > 0}>
          <Totals {...props} columns={columns()} />
        </Show>
      </div>
      <div class="lines-foot">
        <Show when={!props.form.state(props.field).readOnly}>
          <Button small variant="quiet" icon="plus" onClick={() => editing.add()}>
            {text("lines_add")}
          </Button>
        </Show>
        <span class="lines-keys">{text("lines_keys")}</span>
      </div>
    </>
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
            {index() === 0 ? text("lines_total") : columnTotal(props.form, props.field, column)}
          </span>
        )}
      </For>
      <span role="cell" />
    </div>
  );
}
