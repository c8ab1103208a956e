import { Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import type { SortKey } from "../state/list-view.ts";
import { Icon } from "../ui/icon.tsx";
import { createColumnResize } from "./column-resize.ts";

/** The head of a column: sorts on a click, and is drawn wider at its edge. */
export function HeadCell(props: {
  readonly widths: (field: FieldModel) => number;
  readonly onResize: (field: FieldModel, width: number) => void;
  readonly sort: readonly SortKey[];
  readonly onSort: (field: FieldModel, add: boolean) => void;
  readonly id: string;
  readonly field: FieldModel;
  readonly column: number;
  readonly active: boolean;
}) {
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
