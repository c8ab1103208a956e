import { For, type JSX, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { RecordPlace } from "../fields/field-view.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import type { LineAt } from "../state/form-conditions.ts";
import { rowList } from "../state/row-list.ts";
import { Table } from "../ui/table.tsx";
import { isEmptyValue } from "./facts.tsx";

type Row = Readonly<Record<string, unknown>>;

/** @param way to the row: fields that hold rows, and the place in each */
type ShowsCell = (way: readonly LineAt[], column: FieldModel) => boolean;

/** The child rows of a record, to read. */
export function RowsTable(props: {
  readonly field: FieldModel;
  readonly rows: readonly Row[];
  /** The record whose rows they are now. */
  readonly place?: RecordPlace | undefined;
  /** Whether a cell is shown, as its row stands; without it all are. */
  readonly shows?: ShowsCell | undefined;
  /** What is added up from the rows. */
  readonly children?: JSX.Element;
}) {
  return (
    <section class="panel" aria-label={props.field.title}>
      <header class="panel-head">
        <h2>{props.field.title}</h2>
        <span class="muted">{text("lines_count", { count: props.rows.length })}</span>
      </header>
      <Show
        when={props.rows.length > 0}
        fallback={<p class="panel-empty">{text("record_lines_empty")}</p>}
      >
        <Rows
          field={props.field}
          rows={props.rows}
          place={props.place}
          shows={props.shows}
          through={[]}
        />
      </Show>
      {props.children}
    </section>
  );
}

/** Rows as a table; the rows of a row stand below it. */
function Rows(props: {
  readonly field: FieldModel;
  readonly rows: readonly Row[];
  readonly place: RecordPlace | undefined;
  readonly shows: ShowsCell | undefined;
  /** The rows above that hold these. */
  readonly through: readonly LineAt[];
}) {
  const fields = () => props.field.children?.fields ?? [];
  const lists = () => fields().filter(({ children }) => children !== null);
  const names = () => [...props.through.map(({ name }) => name), props.field.name];
  const wayTo = (row: Row) => [
    ...props.through,
    { name: props.field.name, index: props.rows.indexOf(row) },
  ];
  const isShown = (row: Row, field: FieldModel) =>
    !isEmptyValue(row[field.name]) && props.shows?.(wayTo(row), field) !== false;
  const columns = () => [
    {
      title: text("lines_number"),
      numeric: true,
      narrow: true,
      cell: (_: Row, index: number) => <span class="muted">{index + 1}</span>,
    },
    ...fields().map((field) => ({
      title: field.title,
      numeric: fieldView(field).align === "end",
      cell: (row: Row) => (
        <Show when={isShown(row, field)}>
          {fieldView(field).Cell({
            field,
            value: row[field.name],
            beside: (other) => row[other],
            linked: true,
            place: props.place && { ...props.place, through: names().join(".") },
          })}
        </Show>
      ),
    })),
  ];
  const below = (row: Row) => {
    const filled = lists().filter(
      (field) => rowList(row[field.name]).length > 0 && isShown(row, field),
    );
    if (filled.length === 0) return undefined;
    return (
      <For each={filled}>
        {(field) => (
          <Rows
            field={field}
            rows={rowList(row[field.name])}
            place={props.place}
            shows={props.shows}
            through={wayTo(row)}
          />
        )}
      </For>
    );
  };
  return <Table label={props.field.title} columns={columns()} rows={props.rows} below={below} />;
}
