import { Index, mergeProps, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { Skeleton } from "../ui/message.tsx";
import { createGridWindow } from "./grid-window.ts";
import "./record-cards.css";

const cardHeight = 72;

export interface RecordCardsProps {
  readonly label: string;
  /** Whose records they are. */
  readonly object: string;
  readonly columns: readonly FieldModel[];
  readonly rows: readonly RecordJson[];
  readonly pending: boolean;
  readonly address: (record: RecordJson) => string;
  readonly onNearEnd: () => void;
  readonly onVisible: (first: number, last: number) => void;
  readonly resetKey: string;
}

/** The list on a phone: one card per record with its title, a figure and what else is short. */
export function RecordCards(props: RecordCardsProps) {
  let element!: HTMLDivElement;
  const area = createGridWindow(mergeProps({ rowHeight: cardHeight }, props), () => element, 0);
  return (
    <div ref={element} class="cards" onScroll={area.viewport.onScroll}>
      <div
        class="cards-body"
        role="list"
        aria-label={props.label}
        aria-busy={props.pending}
        style={{ height: `${area.count() * cardHeight}px` }}
      >
        <Index each={area.rowsBySlot()}>
          {(row) => (
            <Show when={row() >= 0}>
              <div role="listitem">
                <Card
                  top={row() * cardHeight}
                  record={props.rows[row()]}
                  columns={props.columns}
                  address={props.address}
                  object={props.object}
                />
              </div>
            </Show>
          )}
        </Index>
      </div>
    </div>
  );
}

function Card(props: {
  readonly top: number;
  readonly record: RecordJson | undefined;
  readonly columns: readonly FieldModel[];
  readonly address: (record: RecordJson) => string;
  readonly object: string;
}) {
  const title = () => props.columns[0];
  /** The figure that matters most: the last amount, because totals come last. */
  const figure = () =>
    props.columns
      .slice(1)
      .findLast((field) => field.type.name === "money" && filled(props.record, field)) ??
    props.columns.slice(1).find((field) => field.type.name === "select");
  const rest = () =>
    props.columns
      .slice(1)
      .filter((field) => field !== figure() && filled(props.record, field))
      .slice(0, 3);
  const place = () => ({ transform: `translateY(${props.top}px)` });
  return (
    <Show
      when={props.record}
      fallback={
        <div class="card" style={place()}>
          <Skeleton width="55%" />
          <Skeleton width="35%" />
        </div>
      }
    >
      {(record) => (
        <a class="card" href={props.address(record())} style={place()}>
          <span class="card-line">
            <span class="card-title">
              <Show when={title()}>
                {(field) => <Value field={field()} record={record()} object={props.object} />}
              </Show>
            </span>
            <Show when={figure()}>
              {(field) => (
                <span class="card-figure">
                  <Value field={field()} record={record()} object={props.object} quiet />
                </span>
              )}
            </Show>
          </span>
          <span class="card-line card-rest">
            <span>
              <Index each={rest()}>
                {(field, index) => (
                  <>
                    {index > 0 ? " · " : ""}
                    <Value field={field()} record={record()} object={props.object} />
                  </>
                )}
              </Index>
            </span>
          </span>
        </a>
      )}
    </Show>
  );
}

function filled(record: RecordJson | undefined, field: FieldModel): boolean {
  const value = record?.[field.name];
  return value !== null && value !== undefined && value !== "";
}

function Value(props: {
  readonly field: FieldModel;
  readonly record: RecordJson;
  readonly object: string;
  readonly quiet?: boolean;
}) {
  const view = () => fieldView(props.field);
  return (
    <Show
      when={filled(props.record, props.field)}
      fallback={props.quiet ? "" : text("record_untitled")}
    >
      {view().Cell({
        field: props.field,
        value: props.record[props.field.name],
        beside: (other) => props.record[other],
        place: { object: props.object, id: props.record.id },
      })}
    </Show>
  );
}
