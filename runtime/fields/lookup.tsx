import { type JSX, Match, Show, Switch } from "solid-js";
import { isRecordId } from "../../metadata/fields/lookup-options.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { inSentence } from "../language/in-sentence.ts";
import { text } from "../language/messages.ts";
import { recordAddress } from "../state/addresses.ts";
import { type Application, useApplication } from "../state/application.ts";
import { findRecords } from "../state/find-records.ts";
import { recordTitleOf } from "../state/record-titles.ts";
import { Combobox, type ComboboxTexts } from "../ui/combobox.tsx";
import { Icon } from "../ui/icon.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";

/** The id in a value of the wire: plain, or beside the fields asked for through the lookup. */
export function lookupId(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "id" in value) {
    return typeof value.id === "string" ? value.id : null;
  }
  return null;
}

/** The title of the record a lookup points at; reactive. `undefined` while it is on its way. */
export function lookupTitle(
  application: Application,
  field: FieldModel,
  value: unknown,
): string | undefined {
  const id = lookupId(value);
  if (id === null || field.target === null) return undefined;
  const model = application.catalog.model(field.target);
  if (model === undefined) return undefined;
  if (model !== null && typeof value === "object" && value !== null && model.recordTitle in value) {
    return recordTitleOf(model, { ...value }) || text("record_untitled");
  }
  // A pasted text that names no record stays to be corrected.
  if (!isRecordId(id)) return id;
  const title = application.titles.title(field.target, id);
  if (title === undefined) return undefined;
  return title || text("record_untitled");
}

/** A record by its title, as a link where it may be one. */
export function RecordLink(props: {
  readonly object: string;
  readonly id: string;
  readonly linked: boolean;
  readonly children: JSX.Element;
}) {
  return (
    <Show when={props.linked} fallback={props.children}>
      <a href={recordAddress(props.object, props.id)}>{props.children}</a>
    </Show>
  );
}

function LookupCell(props: CellProps) {
  const application = useApplication();
  return (
    <Switch>
      <Match when={props.field.target === null}>{lookupId(props.value)}</Match>
      <Match when={lookupTitle(application, props.field, props.value)}>
        {(title) => (
          <RecordLink
            object={props.field.target ?? ""}
            id={lookupId(props.value) ?? ""}
            linked={props.linked ?? false}
          >
            {title()}
          </RecordLink>
        )}
      </Match>
    </Switch>
  );
}

export function lookupTexts(objectTitle: string): ComboboxTexts {
  return {
    clear: text("lookup_clear"),
    searching: text("lookup_searching"),
    failed: text("lookup_failed"),
    empty: text("lookup_empty"),
    none: (query) => text("lookup_none", { query }),
    results: (count) => text("lookup_results", { count }),
    list: objectTitle,
  };
}

function LookupControl(props: ControlProps) {
  const application = useApplication();
  const target = () => application.catalog.model(props.field.target ?? "");
  const targetTitle = () => target()?.title ?? "";
  const id = () => lookupId(props.value);
  return (
    <Combobox
      link={props.link}
      small={props.compact ?? false}
      chosen={id() !== null}
      label={lookupTitle(application, props.field, props.value) ?? ""}
      placeholder={
        props.compact ? "" : text("lookup_search", { object: inSentence(targetTitle()) })
      }
      find={async (query, signal) => {
        const model = await application.catalog.whenModel(props.field.target ?? "");
        return model ? findRecords(application, model, query, signal) : [];
      }}
      onChoose={(option) => props.onChange(option?.value ?? null)}
      onBlur={() => props.onBlur()}
      texts={lookupTexts(targetTitle())}
      after={
        <Show when={!props.compact && id()}>
          {(current) => (
            <a
              class="inline-button"
              tabindex={-1}
              href={recordAddress(props.field.target ?? "", current())}
              target="_blank"
              rel="noreferrer"
              title={text("lookup_open", {
                title: lookupTitle(application, props.field, props.value) ?? "",
              })}
              aria-label={text("lookup_open", {
                title: lookupTitle(application, props.field, props.value) ?? "",
              })}
            >
              <Icon name="external" size={12} />
            </a>
          )}
        </Show>
      }
    />
  );
}

export const lookupView: FieldView = {
  Cell: LookupCell,
  Control: LookupControl,
  align: "start",
  width: 175,
};
