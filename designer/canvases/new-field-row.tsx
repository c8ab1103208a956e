import { createSignal, Show } from "solid-js";
import type { FieldType } from "../../metadata/fields/field-type.ts";
import { fieldTypeByName, fieldTypeOf } from "../../metadata/fields/index.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { addField } from "../commands/index.ts";
import { proposeName } from "../document/api-name.ts";
import { documentsOfKind } from "../document/design-documents.ts";
import { documentTitle, fieldTitle } from "../document/document-title.ts";
import { findField, siblingFields } from "../document/object-fields.ts";
import { suggestField } from "../document/suggest-field.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { TypePicker } from "./type-picker.tsx";

/**
 * The row that is always there for one more field: type a title and press Enter. The type follows
 * from the title until one is picked. Pasted lines become one field each.
 */
export function NewFieldRow(props: {
  readonly documentKey: string;
  readonly parent: string | null;
}) {
  const { session } = useDesigner();
  const [title, setTitle] = createSignal("");
  const [picked, setPicked] = createSignal<FieldType>();
  let input: HTMLInputElement | undefined;

  const content = () => session.documents().get(props.documentKey)?.content ?? {};
  const holder = () => findField(content(), props.parent) ?? null;
  const taken = () => siblingFields(content(), holder()).map((field) => field.name);
  const suggestion = (wanted: string) =>
    suggestField(
      wanted,
      documentsOfKind(session.documents(), "object").map((document) => ({
        name: document.name,
        title: documentTitle(session.documents(), document, locale()),
      })),
    );
  const suggestedType = () => fieldTypeOf(suggestion(title())) ?? fieldTypeByName("text");
  const template = (wanted: string, type: FieldType | undefined) => {
    const suggested = suggestion(wanted);
    return type && !type.recognises(suggested) ? type.template : suggested;
  };
  const add = (type: FieldType | undefined) => {
    const wanted = title().trim();
    if (wanted === "") return;
    addTitled(wanted, type);
    setTitle("");
    setPicked(undefined);
    input?.focus();
  };
  const addTitled = (wanted: string, type: FieldType | undefined) =>
    session.run(addField, {
      document: props.documentKey,
      parent: props.parent,
      title: wanted,
      locale: locale(),
      template: template(wanted, type),
    });
  const paste = (event: ClipboardEvent) => {
    const lines = (event.clipboardData?.getData("text/plain") ?? "")
      .split(/[\r\n\t]+/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
    if (lines.length < 2) return;
    event.preventDefault();
    for (const line of lines) addTitled(line, undefined);
  };
  return (
    <tr
      class="field-row new-field-row"
      classList={{ "field-row-nested": props.parent !== null }}
      data-row=""
    >
      <td class="column-grip">
        <Icon name="plus" size={14} />
      </td>
      <td class="column-title">
        <input
          ref={input}
          class="cell-input"
          data-cell="title"
          data-new-field={props.parent === null ? "" : undefined}
          data-own-text
          aria-label={label()}
          placeholder={label()}
          value={title()}
          onInput={(event) => setTitle(event.currentTarget.value)}
          onPaste={paste}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (event.key === "Escape") setTitle("");
            if (event.key !== "Enter" || title().trim() === "") return;
            event.preventDefault();
            add(picked());
          }}
        />
      </td>
      <td class="column-name code">
        <Show when={title().trim() !== ""}>{proposeName(title(), taken(), "field")}</Show>
      </td>
      <td class="column-type">
        <Show when={title().trim() !== ""}>
          <TypePicker
            type={picked() ?? suggestedType()}
            label={text("type_of_new")}
            allowed={() => true}
            onPick={(type) => {
              setPicked(type);
              add(type);
            }}
          />
        </Show>
      </td>
      <td colspan={3} class="new-field-hint">
        <Show when={title().trim() !== ""}>
          <kbd>Enter</kbd> {text("adds_field")}
        </Show>
      </td>
    </tr>
  );

  function label(): string {
    const parent = holder();
    const document = session.documents().get(props.documentKey);
    if (!parent || !document) return text("new_field");
    const title = fieldTitle(session.documents(), document, parent, locale());
    return text("new_field_in", { title });
  }
}
