import { createSignal, For, Index, Show } from "solid-js";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import type { RecordPlace } from "../fields/field-view.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { Button } from "../ui/button.tsx";
import type { FormPanel } from "./form-sections.ts";
import { PanelHeading } from "./panel-heading.tsx";

/** Whether there is nothing to show; `false` and `0` are something. */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

/** A record's fields with their values; the empty ones wait behind a button. */
export function Facts(props: {
  readonly model: ObjectModel;
  readonly record: RecordJson;
  readonly panels: readonly FormPanel[];
  /** As it was once: its files may be held no more, and are named only. */
  readonly former?: boolean;
}) {
  const [all, setAll] = createSignal(false);
  const isEmpty = (field: FieldModel) => isEmptyValue(props.record[field.name]);
  const panels = () =>
    props.panels.map(({ title, fields }) => ({
      title,
      fields: fields.filter(
        (field) => props.model.singleton || field.name !== props.model.recordTitle,
      ),
    }));
  const empty = () => panels().flatMap(({ fields }) => fields.filter(isEmpty));
  const shown = () =>
    panels()
      .map(({ title, fields }) => ({
        title,
        fields: all() ? fields : fields.filter((field) => !isEmpty(field)),
      }))
      .filter(({ fields }) => fields.length > 0);
  return (
    <section class="panel" aria-label={text("record_details")}>
      <Index each={shown()}>
        {(panel) => (
          <>
            <PanelHeading title={panel().title} />
            <dl class="facts">
              <For each={panel().fields}>
                {(field) => (
                  <Fact
                    field={field}
                    value={props.record[field.name]}
                    beside={(other) => props.record[other]}
                    place={
                      props.former ? undefined : { object: props.model.name, id: props.record.id }
                    }
                  />
                )}
              </For>
            </dl>
          </>
        )}
      </Index>
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

function Fact(props: {
  readonly field: FieldModel;
  readonly value: unknown;
  readonly beside: (name: string) => unknown;
  readonly place: RecordPlace | undefined;
}) {
  const view = () => fieldView(props.field);
  return (
    <div class="fact" classList={{ "fact-wide": view().wide ?? false }}>
      <dt>{props.field.title}</dt>
      <dd>
        <Show
          when={!isEmptyValue(props.value)}
          fallback={<span class="visually-hidden">{text("empty_value")}</span>}
        >
          {view().Cell({
            field: props.field,
            value: props.value,
            beside: (other) => props.beside(other),
            linked: true,
            place: props.place,
          })}
        </Show>
      </dd>
    </div>
  );
}
