import { createMemo, For } from "solid-js";
import { builtInDocument } from "../../metadata/documents/built-in-documents.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { draftFieldType } from "../document/draft-field-type.ts";
import { siblingFields } from "../document/object-fields.ts";
import { text } from "../language/messages.ts";
import { fieldTypeIcon } from "./field-type-icon.ts";

/** Rows of the fields that a built-in object has anyway, above those that are added to it. */
export function BuiltInFields(props: { readonly name: string }) {
  const fields = createMemo(() => siblingFields(builtInDocument(props.name, locale()), null));
  return (
    <tbody class="built-in-rows">
      <For each={fields()}>
        {(field) => {
          const type = draftFieldType(field.schema);
          return (
            <tr title={text("comes_with_object")}>
              <td class="column-grip">
                <Icon name="lock" size={14} />
              </td>
              <td class="column-title">{String(field.schema.title ?? field.name)}</td>
              <td class="column-name code">{field.name}</td>
              <td class="column-type">
                <span class="built-in-type">
                  <Icon name={fieldTypeIcon(type?.name)} />
                  {type?.title[locale()] ?? text("unknown_type")}
                </span>
              </td>
              <td colspan={3} />
            </tr>
          );
        }}
      </For>
    </tbody>
  );
}
