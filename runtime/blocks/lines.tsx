import { type JSX, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { text } from "../language/messages.ts";
import type { RecordForm } from "../state/record-form.ts";
import { Icon } from "../ui/icon.tsx";
import { useNarrow } from "../ui/narrow.ts";
import { LineCards } from "./line-cards.tsx";
import { LinesGrid } from "./lines-grid.tsx";
import "./lines.css";

/** The child rows of a record in its form: a grid, or one sheet per line on a phone. */
export function Lines(props: {
  readonly form: RecordForm;
  readonly field: FieldModel;
  readonly children?: JSX.Element;
}) {
  const narrow = useNarrow();
  const rows = () => props.form.rows(props.field.name);
  return (
    <section class="panel" aria-label={props.field.title}>
      <header class="panel-head">
        <h2>
          {props.field.title}
          <Show when={props.form.state(props.field).required}>
            <span class="field-required" aria-hidden="true">
              {" *"}
            </span>
          </Show>
        </h2>
        <span class="muted">{text("lines_count", { count: rows().length })}</span>
      </header>
      <Show when={props.form.error(props.field.name)}>
        {(sentence) => (
          <p class="field-error lines-error">
            <Icon name="circle-alert" />
            <span>{sentence()}</span>
          </p>
        )}
      </Show>
      <Show
        when={narrow()}
        fallback={<LinesGrid form={props.form} field={props.field} list={props.field.name} />}
      >
        <LineCards form={props.form} field={props.field} list={props.field.name} />
      </Show>
      {props.children}
    </section>
  );
}
