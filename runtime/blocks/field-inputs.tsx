import { For, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { AskingForm } from "../state/asking-form.ts";
import { FormField } from "./form.tsx";
import { focusPlace } from "./form-places.ts";
import { Lines } from "./lines.tsx";
import "./fields-dialog.css";

/** The inputs of a form that asks for some fields, one below the other. */
export function FieldInputs(props: {
  readonly form: AskingForm;
  readonly fields: readonly FieldModel[];
}) {
  return (
    <For each={props.fields}>
      {(field) => (
        <Show when={props.form.state(field).visible}>
          <Show when={field.children} fallback={<FormField form={props.form} field={field} />}>
            <Lines form={props.form} field={field} />
          </Show>
        </Show>
      )}
    </For>
  );
}

/** To the first of what is wrong. */
export function focusFirstProblem(form: AskingForm): void {
  const [first] = form.problems();
  if (first) requestAnimationFrame(() => focusPlace(first));
}
