import { auditActions } from "../../metadata/audit-actions.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { auditText } from "../language/audit/messages.ts";
import { ClearFilters, FilterChoice } from "../pages/list-filters.tsx";
import { type AuditStore, noFilters } from "./audit-api.ts";

/** By person, act and time. */
export function AuditFilterBar(props: { readonly store: AuditStore }) {
  const filters = () => props.store.filters();
  return (
    <div class="plain-page-filters" role="search">
      <FilterChoice
        label={auditText("person")}
        name="audit_person"
        value={filters().actor}
        all={auditText("everybody")}
        options={props.store.people().map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(actor) => props.store.filter({ actor })}
      />
      <FilterChoice
        label={auditText("action")}
        name="audit_action"
        value={filters().action}
        all={auditText("every_action")}
        options={Object.entries(auditActions).map(([value, { title }]) => ({
          value,
          label: title[locale()],
        }))}
        onChange={(action) => props.store.filter({ action })}
      />
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
      <ClearFilters filters={filters()} onClear={() => props.store.filter(noFilters)} />
    </div>
  );
}
