/** Keyboard, adding, removing and pasting in a grid of lines. */
import { createSignal } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { text } from "../language/messages.ts";
import type { Application } from "../state/application.ts";
import { type ListPlace, listInRow } from "../state/form-lists.ts";
import { cellPlace } from "../state/form-problems.ts";
import { type FormRow, isUntouched } from "../state/form-values.ts";
import type { RecordForm } from "../state/record-form.ts";
import type { Values } from "../state/row-list.ts";
import { showToast } from "../ui/toast.tsx";
import { controlId } from "./form-places.ts";
import { pastedValues } from "./line-paste.ts";
import type { OpenLists } from "./open-lists.ts";
import { parseCells } from "./pasted-cells.ts";

export interface LineEditing {
  /** Key of the line that has the cursor. */
  readonly focused: () => number | undefined;
  readonly setFocused: (rowKey: number) => void;
  readonly add: () => void;
  readonly remove: (row: FormRow) => void;
  readonly paste: (row: FormRow, column: number, source: string) => Promise<void>;
  readonly onKeyDown: (event: KeyboardEvent, row: FormRow, column: FieldModel) => void;
  /** Somebody outside wants to see a line: `detail.rowKey`. */
  readonly onShowRow: (event: Event) => void;
}

interface LinesToEdit {
  readonly form: RecordForm;
  readonly field: FieldModel;
  readonly list: ListPlace;
}

/** `show` scrolls the line with an index into sight. */
export function createLineEditing(
  application: Application,
  lines: LinesToEdit,
  opened: OpenLists,
  show: (index: number) => void,
): LineEditing {
  const [focused, setFocused] = createSignal<number>();
  const { form } = lines;
  const name = () => lines.list;
  const rows = () => form.rows(name());
  const columns = () => lines.field.children?.fields ?? [];
  const indexOf = (rowKey: number) => rows().findIndex((row) => row.key === rowKey);
  const firstColumn = () => columns().find((column) => !column.readOnly)?.name ?? "";

  const focusCell = (index: number, column: string) => {
    const row = rows()[index];
    if (row === undefined) return;
    setFocused(row.key);
    show(index);
    queueMicrotask(() =>
      document.getElementById(controlId(cellPlace(name(), row.key, column)))?.focus(),
    );
  };
  const add = () => {
    form.beginRow(name());
    focusCell(rows().length - 1, firstColumn());
  };
  const remove = (row: FormRow) => {
    const index = indexOf(row.key);
    const restore = form.removeRow(name(), row.key);
    const action = { label: text("lines_restore"), onSelect: restore };
    showToast(text("lines_removed"), { kind: "info", action });
    if (rows().length > 0) focusCell(Math.min(index, rows().length - 1), firstColumn());
  };
  return {
    focused,
    setFocused,
    add,
    remove,
    paste: async (row, column, source) => {
      const values = await pastedValues(application, columns(), column, parseCells(source));
      fillLines(form, name(), indexOf(row.key), values);
      showToast(text("lines_pasted", { count: values.length }));
    },
    onKeyDown: (event, row, column) => {
      if (event.isComposing || event.defaultPrevented) return;
      const index = indexOf(row.key);
      const last = index === rows().length - 1;
      const atEnd = last && column === columns().findLast((entry) => !entry.readOnly);
      // Tab leads on into what is open below the line; an untouched one grows no next one.
      const tabAdds = atEnd && !opened.ofRow(row.key) && !isUntouched(row);
      const step = lineStep(event, tabAdds, last, column.children !== null);
      if (step === undefined) return;
      event.preventDefault();
      if (step === "enter") enterLine(lines, row, opened);
      else if (step === "add") add();
      else if (step === "remove") remove(row);
      else focusCell(index + step, column.name);
    },
    onShowRow: (event) => {
      const detail: unknown = event instanceof CustomEvent ? event.detail : null;
      if (typeof detail !== "object" || detail === null || !("rowKey" in detail)) return;
      const index = indexOf(Number(detail.rowKey));
      if (index < 0 || event.target !== event.currentTarget) return;
      if ("within" in detail && detail.within === true && "column" in detail)
        opened.open(listInRow(name(), Number(detail.rowKey), String(detail.column)));
      setFocused(rows()[index]?.key);
      show(index);
    },
  };
}

/** Into the first of a line's own lists; an empty one is begun. */
function enterLine({ form, field, list }: LinesToEdit, row: FormRow, opened: OpenLists): void {
  const inner = field.children?.fields.find(({ children }) => children !== null);
  const first = inner?.children?.fields.find((column) => !column.readOnly);
  if (inner === undefined || first === undefined) return;
  if (!form.cellState(list, row, inner).visible) return;
  const place = listInRow(list, row.key, inner.name);
  opened.open(place);
  if (form.rows(place).length === 0 && !form.listState(place, inner).readOnly) form.beginRow(place);
  const key = form.rows(place)[0]?.key;
  if (key === undefined) return;
  queueMicrotask(() =>
    document.getElementById(controlId(cellPlace(place, key, first.name)))?.focus(),
  );
}

/** Pasted values from a line on; what goes beyond the last line becomes new lines. */
function fillLines(form: RecordForm, name: string, start: number, values: readonly Values[]): void {
  const existing = form.rows(name).slice(start, start + values.length);
  for (const [offset, row] of existing.entries()) {
    for (const [column, value] of Object.entries(values[offset] ?? {})) {
      form.setCell(name, row.key, column, value);
    }
  }
  const added = values.slice(existing.length).map((row) => form.newRow(name, row));
  if (added.length > 0) form.addRows(name, added);
}

/** What a key means in a line: a step down or up, a new line, into its own, or away with it. */
function lineStep(
  event: KeyboardEvent,
  tabAdds: boolean,
  last: boolean,
  opens: boolean,
): "add" | "remove" | "enter" | 1 | -1 | undefined {
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && command) return "enter";
  if (event.key === "Enter" && !opens) {
    if (event.shiftKey) return -1;
    return last ? "add" : 1;
  }
  if (event.key === "Tab" && !event.shiftKey && tabAdds) return "add";
  if (event.key === "ArrowDown" && isPlainInput(event)) return 1;
  if (event.key === "ArrowUp" && isPlainInput(event)) return -1;
  return command && (event.key === "Delete" || event.key === "Backspace") ? "remove" : undefined;
}

function isPlainInput({ target }: KeyboardEvent): boolean {
  if (target instanceof HTMLButtonElement) return target.hasAttribute("aria-expanded");
  return target instanceof HTMLInputElement && target.getAttribute("role") !== "combobox";
}
