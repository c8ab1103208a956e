import { createSignal, For, Show } from "solid-js";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { Button } from "../ui/button.tsx";
import { formSections } from "./form-sections.ts";

/** Whether there is nothing to show; `false` and `0` are something. */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

/** A record's fields with their values; the empty ones wait behind a button. */
export function Facts(props: { readonly model: ObjectModel; readonly record: RecordJson }) {
  const [all, setAll] = createSignal(false);
  const fields = () =>
    formSections(props.model).main.filter((field) => field.name !== props.model.recordTitle);
  const empty = () => fields().filter((field) => isEmptyValue(props.record[field.name]));
  const shown = () => (all() ? fields() : fields().filter((field) => !empty().includes(field)));
  return (
    <section class="panel" aria-label={text("record_details")}>
      <dl class="facts">
        <For each={shown()}>
          {(field) => <Fact field={field} value={props.record[field.name]} />}
        </For>
      </dl>
      <Show when={empty().length > 0}>
        <div class="facts-more">
          <Button
            small
            variant="quiet"
            icon={all() ? "eye-off" : "eye"}
            onClick={() => setAll(!all())}
          >
            {all()
              ? text("record_hide_empty")
              : text("record_show_empty", { count: empty().length })}
          </Button>
        </div>
      </Show>
    </section>
  );
}

function Fact(props: { readonly field: FieldModel; readonly value: unknown }) {
  const view = () => fieldView(props.field);
  return (
    <div class="fact" classList={{ "fact-wide": view().wide ?? false }}>
      <dt>{props.field.title}</dt>
      <dd>
        <Show
          when={!isEmptyValue(props.value)}
          fallback={<span class="visually-hidden">{text("empty_value")}</span>}
        >
          {view().Cell({ field: props.field, value: props.value, linked: true })}
        </Show>
      </dd>
    </div>
  );
}
