import { For, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { RecordPlace } from "../fields/field-view.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { isEmptyValue } from "./facts.tsx";
import { controlId } from "./form-places.ts";
import "./totals.css";

/** What is added up from lines, under them; the last one is the result. */
export function Totals(props: {
  readonly fields: readonly FieldModel[];
  readonly value: (field: string) => unknown;
}) {
  return (
    <Show when={props.fields.length > 0}>
      <dl class="totals" aria-live="polite">
        <For each={props.fields}>
          {(field) => (
            <>
              <dt>{field.title}</dt>
              <dd data-field={field.name}>
                <FieldOutput
                  id={controlId(field.name)}
                  field={field}
                  value={props.value(field.name)}
                  beside={props.value}
                />
              </dd>
            </>
          )}
        </For>
      </dl>
    </Show>
  );
}

/** A value nobody types: computed while typing, or assigned on saving. */
export function FieldOutput(props: {
  readonly id: string;
  readonly field: FieldModel;
  readonly value: unknown;
  readonly beside?: (name: string) => unknown;
  readonly place?: RecordPlace | undefined;
}) {
  const view = () => fieldView(props.field);
  const expectation = () => {
    if (props.field.type.name === "auto_number") return text("form_automatic");
    return props.field.formula === null ? "" : text("form_computed");
  };
  return (
    <output
      id={props.id}
      class="field-output"
      classList={{ "field-output-empty": isEmptyValue(props.value) }}
    >
      <Show when={!isEmptyValue(props.value)} fallback={expectation()}>
        {view().Cell({
          get field() {
            return props.field;
          },
          get value() {
            return props.value;
          },
          beside: (other) => props.beside?.(other),
          get place() {
            return props.place;
          },
        })}
      </Show>
    </output>
  );
}
