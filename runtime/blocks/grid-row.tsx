import { For, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import type { RecordPlace } from "../fields/field-view.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { Icon } from "../ui/icon.tsx";
import { Skeleton } from "../ui/message.tsx";

/** One drawn row; which record it shows changes while it scrolls. */
export function GridRow(props: {
  readonly row: number;
  readonly record: RecordJson | undefined;
  /** Whose records they are. */
  readonly object: string;
  readonly columns: readonly FieldModel[];
  readonly rowHeight: number;
  readonly address: (record: RecordJson) => string;
  readonly onOpen: (record: RecordJson) => void;
  readonly cellId: (row: number, column: number) => string;
  readonly activeColumn: number;
  readonly onPress: (column: number) => void;
  /** Whether it is chosen; undefined where nothing is to be chosen. */
  readonly chosen?: boolean | undefined;
}) {
  // Where records are chosen, a click chooses.
  const isLink = (column: number) => column === 0 && props.chosen === undefined;
  return (
    <div
      class="grid-row"
      classList={{ "grid-row-active": props.activeColumn >= 0 }}
      role="row"
      aria-rowindex={props.row + 2}
      aria-selected={props.chosen}
      style={{ transform: `translateY(${props.row * props.rowHeight}px)` }}
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
            <Show when={column() === 0 && props.chosen !== undefined}>
              <span class="grid-check" aria-hidden="true">
                <Show when={props.chosen}>
                  <Icon name="check" size={12} />
                </Show>
              </span>
            </Show>
            <Show
              when={props.record}
              fallback={<Skeleton width={`${40 + ((props.row * 7 + column() * 13) % 45)}%`} />}
            >
              {(record) => (
                <RecordCell
                  field={field}
                  value={record()[field.name]}
                  beside={(other) => record()[other]}
                  place={{ object: props.object, id: record().id }}
                  href={isLink(column()) ? props.address(record()) : undefined}
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
  readonly beside: (name: string) => unknown;
  readonly place: RecordPlace;
  readonly href: string | undefined;
}) {
  const Cell = fieldView(props.field).Cell;
  const filled = () => props.value !== null && props.value !== undefined && props.value !== "";
  return (
    <Show
      when={props.href}
      fallback={
        <Show when={filled()}>
          <Cell {...props} />
        </Show>
      }
    >
      {(href) => (
        <a href={href()} tabindex={-1}>
          <Show when={filled()} fallback={text("record_untitled")}>
            <Cell {...props} />
          </Show>
        </a>
      )}
    </Show>
  );
}
