import { lookupTexts } from "../../fields/lookup.tsx";
import { useApplication } from "../../state/application.ts";
import { findRecords } from "../../state/find-records.ts";
import { Combobox, type ComboboxOption } from "../../ui/combobox.tsx";
import type { ControlLink } from "../../ui/field.tsx";

export interface Chosen {
  readonly id: string;
  readonly label: string;
}

/** Type-ahead for one record of an object, outside of forms. */
export function RecordInput(props: {
  readonly link: ControlLink;
  readonly object: string;
  readonly value: Chosen | null;
  /** Empty again after choosing: for adding to a list. */
  readonly adds?: boolean;
  readonly onChange: (value: Chosen | null) => void;
}) {
  const application = useApplication();
  const choose = (option: ComboboxOption | null) =>
    props.onChange(option && { id: option.value, label: option.label });
  return (
    <Combobox
      link={props.link}
      label={props.value?.label ?? ""}
      chosen={props.value !== null}
      adds={props.adds ?? false}
      find={async (query, signal) => {
        const model = await application.catalog.whenModel(props.object);
        return model === null ? [] : findRecords(application, model, query, signal);
      }}
      onChoose={choose}
      texts={lookupTexts(application.catalog.model(props.object)?.title ?? "")}
    />
  );
}
