import { For } from "solid-js";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { findRecords } from "../state/find-records.ts";
import { Combobox } from "../ui/combobox.tsx";
import { Icon } from "../ui/icon.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import { lookupId, lookupTexts, lookupTitle, RecordLink } from "./lookup.tsx";
import "./many-to-many.css";

function ids(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.map(lookupId).filter((id) => id !== null);
}

function ManyToManyCell(props: CellProps) {
  const application = useApplication();
  return (
    <span class="tags">
      <For each={ids(props.value)}>
        {(id) => (
          <span class="tag">
            <RecordLink object={props.field.target ?? ""} id={id} linked={props.linked ?? false}>
              {lookupTitle(application, props.field, id) ?? "…"}
            </RecordLink>
          </span>
        )}
      </For>
    </span>
  );
}

function ManyToManyControl(props: ControlProps) {
  const application = useApplication();
  const target = () => application.catalog.model(props.field.target ?? "");
  const change = (next: readonly string[]) => props.onChange(next.length === 0 ? null : next);
  const title = (id: string) => lookupTitle(application, props.field, id) ?? "…";
  return (
    <div class="chips-control">
      <For each={ids(props.value)}>
        {(id) => (
          <span class="chip">
            {title(id)}
            <button
              type="button"
              class="inline-button"
              aria-label={text("lookup_remove", { title: title(id) })}
              onClick={() => change(ids(props.value).filter((other) => other !== id))}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        )}
      </For>
      <Combobox
        link={props.link}
        adds
        chosen={false}
        label=""
        placeholder={text("lookup_add")}
        find={async (query, signal) => {
          const model = await application.catalog.whenModel(props.field.target ?? "");
          if (model === null) return [];
          const found = await findRecords(application, model, query, signal);
          return found.filter((option) => !ids(props.value).includes(option.value));
        }}
        onChoose={(option) => {
          if (option) change([...ids(props.value), option.value]);
        }}
        onBlur={() => props.onBlur()}
        texts={lookupTexts(target()?.title ?? "")}
      />
    </div>
  );
}

export const manyToManyView: FieldView = {
  Cell: ManyToManyCell,
  Control: ManyToManyControl,
  align: "start",
  width: 220,
  wide: true,
};
