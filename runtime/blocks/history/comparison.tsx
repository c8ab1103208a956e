import { For, Show } from "solid-js";
import type { FieldModel, ObjectModel } from "../../../metadata/model/object-model.ts";
import type { ShownChange, ShownChanges } from "../../../metadata/wire.ts";
import { text } from "../../language/messages.ts";
import type { Values } from "../../state/row-list.ts";
import { EmptyState } from "../../ui/message.tsx";
import { ChangeList, ValueOf } from "./change-list.tsx";

interface Difference {
  readonly field: FieldModel;
  readonly change: Extract<ShownChange, { readonly before: unknown }>;
}

/** A former record beside the present one: the fields that differ, then the child rows. */
export function Comparison(props: {
  readonly model: ObjectModel;
  /** From then to now. */
  readonly changes: ShownChanges;
  readonly rows: (field: string) => readonly Values[];
}) {
  const differences = () =>
    props.model.fields.flatMap((field): readonly Difference[] => {
      const change = props.changes[field.name];
      return change === undefined || "rows" in change ? [] : [{ field, change }];
    });
  const rowChanges = () =>
    Object.fromEntries(Object.entries(props.changes).filter(([, change]) => "rows" in change));
  return (
    <>
      <Show when={Object.keys(props.changes).length === 0}>
        <EmptyState icon="check" title={text("former_same_title")} text={text("former_same")} />
      </Show>
      <Show when={differences().length > 0}>
        <table class="comparison">
          <thead>
            <tr>
              <th scope="col">{text("filter_field")}</th>
              <th scope="col">{text("former_then")}</th>
              <th scope="col">{text("former_now")}</th>
            </tr>
          </thead>
          <tbody>
            <For each={differences()}>
              {({ field, change }) => (
                <tr>
                  <th scope="row">{field.title}</th>
                  <td>
                    <ValueOf field={field} value={change.before} />
                  </td>
                  <td>
                    <ValueOf field={field} value={change.after} />
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Show when={Object.keys(rowChanges()).length > 0}>
        <p class="muted comparison-rows">{text("former_rows_since")}</p>
        <ChangeList model={props.model} changes={rowChanges()} rows={props.rows} />
      </Show>
    </>
  );
}
