import { For } from "solid-js";
import { createStore } from "solid-js/store";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../../runtime/fields/index.ts";
import { Field } from "../../runtime/ui/field.tsx";

/** The controls of a form over values that stay here. */
export function PreviewForm(props: { readonly model: ObjectModel }) {
  const [values, setValues] = createStore<Record<string, unknown>>({});
  return (
    <div class="preview-form">
      <For each={props.model.fields}>
        {(field) => {
          const view = fieldView(field);
          return (
            <Field
              label={field.title}
              hint={field.description}
              required={field.required}
              class={view.wide ? "field-wide" : ""}
            >
              {(link) => (
                <view.Control
                  field={field}
                  value={values[field.name] ?? null}
                  onChange={(value) => setValues(field.name, value)}
                  onBlur={() => {}}
                  link={link}
                />
              )}
            </Field>
          );
        }}
      </For>
    </div>
  );
}
