import { Show } from "solid-js";
import { Button } from "../../runtime/ui/button.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Select, type SelectOption } from "../../runtime/ui/select.tsx";
import { pageText } from "../language/pages/messages.ts";

/** Whether filters ask for less than everything: empty texts do not. */
export const isFiltered = (filters: object): boolean =>
  Object.values(filters).some((value) => value !== "");

/** The address of the page with these filters. */
export function filteredAddress(filters: object): string {
  const given = Object.entries(filters).filter(([, value]) => value !== "");
  return given.length === 0 ? location.pathname : `?${new URLSearchParams(given)}`;
}

/** One filter with its choices, the first of which is to ask for all. */
export function FilterChoice(props: {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  /** What it is called to ask for all, where that is a choice. */
  readonly all?: string;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label}>
      {(link) => (
        <Select
          {...link}
          name={props.name}
          value={props.value}
          placeholder={props.all}
          options={props.options}
          onChange={(value) => props.onChange(value)}
        />
      )}
    </Field>
  );
}

/** The way back to everything, while there are filters. */
export function ClearFilters(props: { readonly filters: object; readonly onClear: () => void }) {
  return (
    <Show when={isFiltered(props.filters)}>
      <Button variant="quiet" icon="close" onClick={() => props.onClear()}>
        {pageText("clear")}
      </Button>
    </Show>
  );
}
