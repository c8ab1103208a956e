import { Show } from "solid-js";
import { auditActions } from "../../metadata/audit-actions.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { auditText } from "../language/audit/messages.ts";
import { pageText } from "../language/pages/messages.ts";
import { type AuditStore, noFilters } from "./audit-api.ts";

/** By person, act and time. */
export function AuditFilterBar(props: { readonly store: AuditStore }) {
  const filters = () => props.store.filters();
  const isFiltered = () => Object.values(filters()).some((value) => value !== "");
  return (
    <div class="plain-page-filters" role="search">
      <Field label={auditText("person")}>
        {(link) => (
          <Select
            {...link}
            name="audit_person"
            value={filters().actor}
            placeholder={auditText("everybody")}
            options={props.store.people().map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(actor) => props.store.filter({ actor })}
          />
        )}
      </Field>
      <Field label={auditText("action")}>
        {(link) => (
          <Select
            {...link}
            name="audit_action"
            value={filters().action}
            placeholder={auditText("every_action")}
            options={Object.entries(auditActions).map(([value, { title }]) => ({
              value,
              label: title[locale()],
            }))}
            onChange={(action) => props.store.filter({ action })}
          />
        )}
      </Field>
      <Field label={auditText("from")}>
        {(link) => (
          <TextInput
            {...link}
            type="date"
            name="audit_from"
            max={filters().to}
            value={filters().from}
            onInput={(from) => props.store.filter({ from })}
          />
        )}
      </Field>
      <Field label={auditText("to")}>
        {(link) => (
          <TextInput
            {...link}
            type="date"
            name="audit_to"
            min={filters().from}
            value={filters().to}
            onInput={(to) => props.store.filter({ to })}
          />
        )}
      </Field>
      <Show when={isFiltered()}>
        <Button variant="quiet" icon="close" onClick={() => props.store.filter(noFilters)}>
          {pageText("clear")}
        </Button>
      </Show>
    </div>
  );
}
