import { For, onCleanup, onMount, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import type { ListPlace } from "../state/form-lists.ts";
import { cellPlace } from "../state/form-problems.ts";
import type { FormRow } from "../state/form-values.ts";
import type { RecordForm } from "../state/record-form.ts";
import { IconButton } from "../ui/button.tsx";
import { place as placeAt } from "../ui/place.ts";
import { isEmptyValue } from "./facts.tsx";
import { controlId, formPlace, isListWrong } from "./form-places.ts";
import { ListToggle } from "./list-toggle.tsx";
import type { OpenLists } from "./open-lists.ts";
import { isCells } from "./pasted-cells.ts";

interface LinesProps {
  readonly form: RecordForm;
  /** The field that holds the lines, and where they are. */
  readonly field: FieldModel;
  readonly list: ListPlace;
}

/** One line of a grid: its number, a control or a computed value per column, the cross. */
export function Line(
  props: LinesProps & {
    readonly row: FormRow;
    readonly index: number;
    readonly columns: readonly FieldModel[];
    /** Pixels from the top of the list, where lines have fixed places. */
    readonly top: number | undefined;
    readonly opened: OpenLists;
    readonly onFocus: () => void;
    readonly onKeyDown: (event: KeyboardEvent, column: FieldModel) => void;
    readonly onPaste: (column: number, source: string) => void;
    readonly onRemove: () => void;
  },
) {
  const place = (column: FieldModel) => cellPlace(props.list, props.row.key, column.name);
  const isWrong = (column: FieldModel) =>
    column.children === null
      ? props.form.error(place(column)) !== undefined
      : isListWrong(props.form, place(column));
  return (
    <div
      class="lines-row"
      role="row"
      aria-rowindex={props.index + 2}
      style={{
        transform: props.top === undefined ? undefined : `translateY(${props.top}px)`,
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
            data-wrong={isWrong(column) ? "" : undefined}
            onKeyDown={(event) => props.onKeyDown(event, column)}
            onPaste={(event) => {
              const source = event.clipboardData?.getData("text/plain") ?? "";
              if (!isCells(source)) return;
              event.preventDefault();
              props.onPaste(at(), source);
            }}
          >
            <Show when={props.form.cellState(props.list, props.row, column).visible}>
              <Show
                when={column.children === null}
                fallback={
                  <ListToggle
                    form={props.form}
                    column={column}
                    list={place(column)}
                    index={props.index}
                    open={props.opened.isOpen(place(column))}
                    onToggle={() => props.opened.toggle(place(column))}
                  />
                }
              >
                <Cell
                  form={props.form}
                  field={props.field}
                  list={props.list}
                  row={props.row}
                  column={column}
                  index={props.index}
                />
              </Show>
            </Show>
          </div>
        )}
      </For>
      <span class="lines-cell lines-remove" role="cell">
        <Show when={!props.form.listState(props.list, props.field).readOnly}>
          <IconButton
            small
            icon="close"
            tabindex={-1}
            label={text("lines_remove", { number: props.index + 1 })}
            onClick={() => props.onRemove()}
          />
        </Show>
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
  const place = () => cellPlace(props.list, props.row.key, props.column.name);
  const state = () => props.form.cellState(props.list, props.row, props.column);
  const isReadOnly = () =>
    props.column.readOnly ||
    state().readOnly ||
    props.form.listState(props.list, props.field).readOnly;
  const view = () => fieldView(props.column);
  const value = () => props.form.cell(props.list, props.row, props.column.name);
  const beside = (other: string) => props.form.cell(props.list, props.row, other);
  const record = () => formPlace(props.form, props.list);
  const error = () => props.form.error(place());
  return (
    <Show
      when={!isReadOnly()}
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
              beside,
              get place() {
                return record();
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
        onChange: (next) => props.form.setCell(props.list, props.row.key, props.column.name, next),
        onBlur: () => props.form.touch(place()),
        beside,
        get place() {
          return record();
        },
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
            return state().required ? ("true" as const) : undefined;
          },
        },
      })}
      <Show when={error()}>
        {(sentence) => <CellError id={`${controlId(place())}-error`} sentence={sentence()} />}
      </Show>
    </Show>
  );
}

/** What is wrong in a cell, shown over everything that would cut it off while one is there. */
function CellError(props: { readonly id: string; readonly sentence: string }) {
  let element!: HTMLSpanElement;
  onMount(() => {
    const cell = element.parentElement;
    if (cell === null) return;
    const update = () => {
      const isThere = cell.matches(":hover, :focus-within");
      if (element.matches(":popover-open") !== isThere) element.togglePopover(isThere);
      if (isThere) placeAt(element, cell);
    };
    const soon = () => queueMicrotask(update);
    for (const name of ["focusin", "focusout", "pointerenter", "pointerleave"])
      cell.addEventListener(name, soon);
    document.addEventListener("scroll", update, { capture: true, passive: true });
    onCleanup(() => {
      for (const name of ["focusin", "focusout", "pointerenter", "pointerleave"])
        cell.removeEventListener(name, soon);
      document.removeEventListener("scroll", update, true);
    });
    update();
  });
  return (
    <span ref={element} id={props.id} class="lines-cell-error" popover="manual">
      {props.sentence}
    </span>
  );
}
