import { For, Index, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { FormModel } from "../../metadata/model/screen-models.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import type { PlacedProblem } from "../state/form-problems.ts";
import type { RecordForm } from "../state/record-form.ts";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/message.tsx";
import { fieldHint } from "./field-hint.ts";
import { controlId, focusPlace, formPlace } from "./form-places.ts";
import { formSections } from "./form-sections.ts";
import { Lines } from "./lines.tsx";
import { PanelHeading } from "./panel-heading.tsx";
import { FieldOutput, Totals } from "./totals.tsx";
import "./form.css";

/**
 * The form of an object. Without a layout its sections follow from the fields: short ones in two
 * columns, wide ones below, lines as a grid, and what is added up from the lines under them.
 */
export function FormBlock(props: {
  readonly form: RecordForm;
  readonly layout?: FormModel | undefined;
}) {
  const sections = () => formSections(props.form.model(), props.layout);
  return (
    <div class="form">
      <ErrorSummary form={props.form} />
      {/* By position: a control that is typed in stays when the layout is made anew. */}
      <Index each={sections().panels}>
        {(panel) => (
          <section class="panel" aria-label={panel().title || props.form.model().title}>
            <PanelHeading title={panel().title} />
            <div class="form-fields">
              <For each={panel().fields}>
                {(field) => (
                  <Show when={props.form.state(field).visible}>
                    <FormField form={props.form} field={field} />
                  </Show>
                )}
              </For>
            </div>
          </section>
        )}
      </Index>
      <For each={sections().lines}>
        {(field, index) => (
          <Show when={props.form.state(field).visible}>
            <Lines form={props.form} field={field}>
              <Show when={index() === sections().lines.length - 1 && sections().totals.length > 0}>
                <Totals fields={sections().totals} value={props.form.value} />
              </Show>
            </Lines>
          </Show>
        )}
      </For>
    </div>
  );
}

/** One field of a form by its type, with label, hint and error. */
export function FormField(props: { readonly form: RecordForm; readonly field: FieldModel }) {
  const view = () => fieldView(props.field);
  const name = () => props.field.name;
  const state = () => props.form.state(props.field);
  const isReadOnly = () => props.field.readOnly || state().readOnly;
  const place = () => formPlace(props.form);
  return (
    <Field
      id={controlId(name())}
      class={view().wide ? "form-wide" : ""}
      label={props.field.title}
      hint={fieldHint(props.field)}
      error={props.form.error(name())}
      required={state().required && !isReadOnly()}
    >
      {(link) => (
        <Show
          when={!isReadOnly()}
          fallback={
            <FieldOutput
              id={link.id}
              field={props.field}
              value={props.form.value(name())}
              beside={props.form.value}
              place={place()}
            />
          }
        >
          {view().Control({
            get field() {
              return props.field;
            },
            get value() {
              return props.form.value(name());
            },
            onChange: (value) => props.form.setValue(name(), value),
            onBlur: () => props.form.touch(name()),
            beside: (other) => props.form.value(other),
            link,
            get place() {
              return place();
            },
          })}
        </Show>
      )}
    </Field>
  );
}

/** All that is wrong, each a way to its place. */
function ErrorSummary(props: { readonly form: RecordForm }) {
  const title = ({ field: name, cells }: PlacedProblem) => {
    let field = props.form.model().byName.get(name);
    const parts: string[] = [];
    for (const { list, key, column } of cells) {
      const number = props.form.rows(list).findIndex((row) => row.key === key) + 1;
      if (field) parts.push(text("form_error_line", { list: field.title, number }));
      field = field?.children?.byName.get(column);
    }
    if (field) parts.push(field.title);
    return parts.length > 0 ? parts.join(" · ") : text("form_error_elsewhere");
  };
  return (
    <Show when={props.form.problems().length > 0}>
      <div class="form-summary">
        <Notice kind="danger" alert>
          <strong>{text("form_errors", { count: props.form.problems().length })}</strong>
          <ul>
            <For each={props.form.problems()}>
              {(item) => (
                <li>
                  <button type="button" onClick={() => focusPlace(item)}>
                    {text("form_error_entry", {
                      field: title(item),
                      sentence: item.sentence(),
                    })}
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Notice>
      </div>
    </Show>
  );
}
