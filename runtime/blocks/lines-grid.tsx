import { createEffect, createMemo, createSignal, For, on, onMount, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { cellPlace } from "../state/form-problems.ts";
import type { FormRow } from "../state/form-values.ts";
import type { RecordForm } from "../state/record-form.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { showToast } from "../ui/toast.tsx";
import { isEmptyValue } from "./facts.tsx";
import { columnTemplate, fitColumns } from "./fit-columns.ts";
import { controlId } from "./form-places.ts";
import { columnTotal, hasTotals, lineColumns } from "./line-columns.ts";
import { isCells, parseCells, pastedValues } from "./line-paste.ts";
import { createViewport } from "./viewport.ts";
import { rowWindow } from "./virtual-window.ts";

const rowHeight = 36;
/** From here on only the lines in sight have elements. */
const virtualAbove = 50;

interface LinesProps {
  readonly form: RecordForm;
  readonly field: FieldModel;
}

/** Lines as a sheet: Enter goes down, Tab goes on, the last line grows a next one. */
export function LinesGrid(props: LinesProps) {
  const application = useApplication();
  const name = () => props.field.name;
  const columns = () => props.field.children?.fields ?? [];
  const rows = () => props.form.rows(name());
  const virtual = () => rows().length > virtualAbove;
  let scroller!: HTMLDivElement;
  const viewport = createViewport(() => scroller);
  const widths = createMemo(() => fitColumns(lineColumns(columns()), viewport.width()));
  const [focused, setFocused] = createSignal<number>();
  const drawn = createMemo(() => {
    if (!virtual()) return rows().map((row, index) => ({ row, index }));
    const { first, end } = rowWindow(viewport.top(), viewport.height(), rowHeight, rows().length);
    return rows()
      .map((row, index) => ({ row, index }))
      .filter(({ row, index }) => (index >= first && index < end) || row.key === focused());
  });
  const drawnRows = createMemo(() => drawn().map((entry) => entry.row));
  const indexOf = (row: FormRow) => rows().findIndex((other) => other.key === row.key);

  const showRow = (index: number) => {
    if (!virtual()) return;
    const top = index * rowHeight;
    const height = scroller.clientHeight - rowHeight * 2;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + height) scroller.scrollTop = top - height;
  };
  const focusCell = (index: number, column: string) => {
    const row = rows()[index];
    if (row === undefined) return;
    setFocused(row.key);
    showRow(index);
    queueMicrotask(() =>
      document.getElementById(controlId(cellPlace(name(), row.key, column)))?.focus(),
    );
  };
  const firstColumn = () => columns().find((column) => !column.readOnly)?.name ?? "";
  const add = (column = firstColumn()) => {
    props.form.addRows(name(), [props.form.newRow(name())]);
    focusCell(rows().length - 1, column);
  };
  const remove = (row: FormRow) => {
    const index = indexOf(row);
    const restore = props.form.removeRow(name(), row.key);
    const action = { label: text("lines_restore"), onSelect: restore };
    showToast(text("lines_removed"), { kind: "info", action });
    if (rows().length > 0) focusCell(Math.min(index, rows().length - 1), firstColumn());
  };
  const paste = async (row: FormRow, column: number, source: string) => {
    const values = await pastedValues(application, columns(), column, parseCells(source));
    const start = indexOf(row);
    const existing = rows().slice(start, start + values.length);
    for (const [offset, target] of existing.entries()) {
      for (const [key, value] of Object.entries(values[offset] ?? {})) {
        props.form.setCell(name(), target.key, key, value);
      }
    }
    const rest = values.slice(existing.length);
    const fresh = rest.map((entry) => ({ ...props.form.newRow(name()), ...entry }));
    if (fresh.length > 0) props.form.addRows(name(), fresh);
    showToast(text("lines_pasted", { count: values.length }));
  };
  const keys = (event: KeyboardEvent, row: FormRow, column: FieldModel) => {
    if (event.isComposing || event.defaultPrevented) return;
    const index = indexOf(row);
    const lastColumn = columns().findLast((entry) => !entry.readOnly);
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (event.shiftKey) focusCell(index - 1, column.name);
      else if (index === rows().length - 1) add();
      else focusCell(index + 1, column.name);
    } else if (
      event.key === "Tab" &&
      !event.shiftKey &&
      index === rows().length - 1 &&
      column === lastColumn &&
      !isBlank(row, props.form.newRow(name()))
    ) {
      event.preventDefault();
      add();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isPlainInput(event)) {
      event.preventDefault();
      focusCell(index + (event.key === "ArrowDown" ? 1 : -1), column.name);
    } else if ((event.key === "Delete" || event.key === "Backspace") && event.ctrlKey) {
      event.preventDefault();
      remove(row);
    }
  };
  onMount(() =>
    scroller.addEventListener("tenon:show-row", (event) => {
      if (!(event instanceof CustomEvent)) return;
      const detail: unknown = event.detail;
      const key =
        typeof detail === "object" && detail !== null && "rowKey" in detail ? detail.rowKey : -1;
      const row = rows().find((entry) => entry.key === key);
      if (row) {
        setFocused(row.key);
        showRow(indexOf(row));
      }
    }),
  );
  createEffect(on(rows, () => focused(), { defer: true }));

  return (
    <>
      <div
        ref={scroller}
        id={controlId(name())}
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
          style={{ height: virtual() ? `${rows().length * rowHeight}px` : "auto" }}
        >
          <For each={drawnRows()}>
            {(row) => (
              <Line
                {...props}
                row={row}
                index={indexOf(row)}
                columns={columns()}
                virtual={virtual()}
                onFocus={() => setFocused(row.key)}
                onKeyDown={(event, column) => keys(event, row, column)}
                onPaste={(column, source) => void paste(row, column, source)}
                onRemove={() => remove(row)}
              />
            )}
          </For>
        </div>
        <Show when={hasTotals(columns()) && rows().length > 0}>
          <Totals {...props} columns={columns()} />
        </Show>
      </div>
      <div class="lines-foot">
        <Button small variant="quiet" icon="plus" onClick={() => add()}>
          {text("lines_add")}
        </Button>
        <span class="lines-keys">{text("lines_keys")}</span>
      </div>
    </>
  );
}

function isPlainInput(event: KeyboardEvent): boolean {
  const { target } = event;
  return target instanceof HTMLInputElement && target.getAttribute("role") !== "combobox";
}

function isBlank(row: FormRow, fresh: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(row.values).every(
    ([key, value]) => isEmptyValue(value) || value === fresh[key],
  );
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

function Line(
  props: LinesProps & {
    readonly row: FormRow;
    readonly index: number;
    readonly columns: readonly FieldModel[];
    readonly virtual: boolean;
    readonly onFocus: () => void;
    readonly onKeyDown: (event: KeyboardEvent, column: FieldModel) => void;
    readonly onPaste: (column: number, source: string) => void;
    readonly onRemove: () => void;
  },
) {
  return (
    <div
      class="lines-row"
      role="row"
      aria-rowindex={props.index + 2}
      style={{
        transform: props.virtual ? `translateY(${props.index * rowHeight}px)` : undefined,
      }}
      onFocusIn={() => props.onFocus()}
    >
      <span class="lines-cell lines-number" role="rowheader">
        {props.index + 1}
      </span>
      <For each={props.columns}>
        {(column, at) => (
          <div
            class="lines-cell"
            role="cell"
            data-wrong={
              props.form.error(cellPlace(props.field.name, props.row.key, column.name))
                ? ""
                : undefined
            }
            onKeyDown={(event) => props.onKeyDown(event, column)}
            onPaste={(event) => {
              const source = event.clipboardData?.getData("text/plain") ?? "";
              if (!isCells(source)) return;
              event.preventDefault();
              props.onPaste(at(), source);
            }}
          >
            <Cell
              form={props.form}
              field={props.field}
              row={props.row}
              column={column}
              index={props.index}
            />
          </div>
        )}
      </For>
      <span class="lines-cell lines-remove" role="cell">
        <IconButton
          small
          icon="close"
          tabindex={-1}
          label={text("lines_remove", { number: props.index + 1 })}
          onClick={() => props.onRemove()}
        />
      </span>
    </div>
  );
}

function Cell(
  props: LinesProps & {
    readonly row: FormRow;
    readonly column: FieldModel;
    readonly index: number;
  },
) {
  const place = () => cellPlace(props.field.name, props.row.key, props.column.name);
  const view = () => fieldView(props.column);
  const value = () => props.form.cell(props.field.name, props.row, props.column.name);
  const error = () => props.form.error(place());
  return (
    <Show
      when={!props.column.readOnly}
      fallback={
        <div
          class="lines-output"
          classList={{ "lines-output-start": view().align === "start" }}
          data-field={props.column.name}
        >
          <Show when={!isEmptyValue(value())}>
            {view().Cell({
              get field() {
                return props.column;
              },
              get value() {
                return value();
              },
            })}
          </Show>
        </div>
      }
    >
      {view().Control({
        get field() {
          return props.column;
        },
        get value() {
          return value();
        },
        compact: true,
        onChange: (next) =>
          props.form.setCell(props.field.name, props.row.key, props.column.name, next),
        onBlur: () => props.form.touch(place()),
        link: {
          get id() {
            return controlId(place());
          },
          get "aria-label"() {
            return `${props.column.title}, ${text("lines_line", { number: props.index + 1 })}`;
          },
          get "aria-invalid"() {
            return error() ? ("true" as const) : undefined;
          },
          get "aria-describedby"() {
            return error() ? `${controlId(place())}-error` : undefined;
          },
          get "aria-required"() {
            return props.column.required ? ("true" as const) : undefined;
          },
        },
      })}
      <Show when={error()}>
        <span class="lines-cell-error" id={`${controlId(place())}-error`}>
          {error()}
        </span>
      </Show>
    </Show>
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
