import { Show } from "solid-js";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { text } from "../language/messages.ts";
import { recordAddress } from "../state/addresses.ts";
import { type Application, useApplication } from "../state/application.ts";
import { findRecords } from "../state/find-records.ts";
import { Combobox } from "../ui/combobox.tsx";
import type { ComboboxOption } from "../ui/combobox-search.ts";
import { Icon } from "../ui/icon.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import { lookupTexts, lookupTitle, RecordLink } from "./lookup.tsx";

interface Reference {
  /** The lookup of the target that the value names. */
  readonly arm: FieldModel;
  readonly object: string;
  readonly id: string;
}

/** What a value of the wire names; null for anything else, such as a text that was pasted. */
export function referenceIn(field: FieldModel, value: unknown): Reference | null {
  if (!isJsonObject(value) || typeof value.id !== "string") return null;
  const arm = field.arms.find(({ target }) => target === value.object);
  return arm?.target ? { arm, object: arm.target, id: value.id } : null;
}

/** The title of the record that a dynamic lookup names; `undefined` while it is on its way. */
export function referenceTitle(
  application: Application,
  field: FieldModel,
  value: unknown,
): string | undefined {
  const reference = referenceIn(field, value);
  return reference === null ? undefined : lookupTitle(application, reference.arm, value);
}

function DynamicLookupCell(props: CellProps) {
  const application = useApplication();
  const reference = () => referenceIn(props.field, props.value);
  return (
    <Show when={reference()}>
      {(named) => (
        <RecordLink object={named().object} id={named().id} linked={props.linked ?? false}>
          <span title={application.catalog.model(named().object)?.title ?? ""}>
            {lookupTitle(application, named().arm, props.value) ?? "…"}
          </span>
        </RecordLink>
      )}
    </Show>
  );
}

/** Few of each object, so that all of them are in sight. */
const shownOfEach = 6;

/** Records of all targets, those of one object together. */
async function findInAll(
  application: Application,
  field: FieldModel,
  query: string,
  signal: AbortSignal,
): Promise<readonly ComboboxOption[]> {
  const groups = await Promise.all(
    field.arms.map(async ({ target }) => {
      const model = await application.catalog.whenModel(target ?? "");
      if (model === null) return [];
      const found = await findRecords(application, model, query, signal);
      return found.slice(0, field.arms.length === 1 ? undefined : shownOfEach).map((option) => ({
        ...option,
        value: `${model.name}:${option.value}`,
        group: model.title,
      }));
    }),
  );
  return groups.flat();
}

function DynamicLookupControl(props: ControlProps) {
  const application = useApplication();
  const title = () => referenceTitle(application, props.field, props.value);
  const reference = () => referenceIn(props.field, props.value);
  const choose = (option: ComboboxOption | null) => {
    const [, object, id] = /^([^:]+):(.+)$/.exec(option?.value ?? "") ?? [];
    props.onChange(object === undefined ? null : { id, object });
  };
  return (
    <Combobox
      link={props.link}
      small={props.compact ?? false}
      chosen={reference() !== null}
      label={title() ?? (typeof props.value === "string" ? props.value : "")}
      placeholder={props.compact ? "" : text("dynamic_lookup_search")}
      find={(query, signal) => findInAll(application, props.field, query, signal)}
      onChoose={choose}
      onBlur={() => props.onBlur()}
      texts={lookupTexts(props.field.title)}
      after={
        <Show when={!props.compact && reference()}>
          {(named) => (
            <>
              <span class="inline-kind">{application.catalog.model(named().object)?.title}</span>
              <a
                class="inline-button"
                tabindex={-1}
                href={recordAddress(named().object, named().id)}
                target="_blank"
                rel="noreferrer"
                title={text("lookup_open", { title: title() ?? "" })}
                aria-label={text("lookup_open", { title: title() ?? "" })}
              >
                <Icon name="external" size={12} />
              </a>
            </>
          )}
        </Show>
      }
    />
  );
}

export const dynamicLookupView: FieldView = {
  Cell: DynamicLookupCell,
  Control: DynamicLookupControl,
  align: "start",
  width: 175,
};
