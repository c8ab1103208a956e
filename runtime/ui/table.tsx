import { For, type JSX, Show } from "solid-js";
import "./table.css";

export interface TableColumn<Row> {
  readonly title: string;
  /** Right-aligned with tabular figures. */
  readonly numeric?: boolean;
  /** As narrow as its content. */
  readonly narrow?: boolean;
  readonly cell: (row: Row, index: number) => JSX.Element;
  /** Shown in the foot, when any column has one. */
  readonly total?: JSX.Element;
}

/** A plain table for a moderate number of rows. Long lists use the virtual grid. */
export function Table<Row>(props: {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** What stands below a row, over its whole width; nothing below most. */
  readonly below?: (row: Row) => JSX.Element | undefined;
}) {
  const hasTotals = () => props.columns.some((column) => column.total !== undefined);
  return (
    // Focusable, so that the keyboard can scroll it sideways.
    <div class="table-frame" tabindex={0} role="group" aria-label={props.label}>
      <table class="table" aria-label={props.label}>
        <thead>
          <tr>
            <For each={props.columns}>
              {(column) => (
                <th
                  scope="col"
                  classList={{
                    numeric: column.numeric ?? false,
                    "table-narrow": column.narrow ?? false,
                  }}
                >
                  {column.title}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row, index) => (
              <>
                <tr>
                  <For each={props.columns}>
                    {(column) => (
                      <td
                        classList={{
                          numeric: column.numeric ?? false,
                          "table-narrow": column.narrow ?? false,
                        }}
                      >
                        {column.cell(row, index())}
                      </td>
                    )}
                  </For>
                </tr>
                <Show when={props.below?.(row)}>
                  {(below) => (
                    <tr class="table-below">
                      <td colspan={props.columns.length}>{below()}</td>
                    </tr>
                  )}
                </Show>
              </>
            )}
          </For>
        </tbody>
        <Show when={hasTotals()}>
          <tfoot>
            <tr>
              <For each={props.columns}>
                {(column) => (
                  <td classList={{ numeric: column.numeric ?? false }}>{column.total}</td>
                )}
              </For>
            </tr>
          </tfoot>
        </Show>
      </table>
    </div>
  );
}
