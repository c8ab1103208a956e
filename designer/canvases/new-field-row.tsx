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
import { moveBetweenRows } from "./row-keys.ts";
import { TypePicker } from "./type-picker.tsx";
import { typeTooDeep } from "./type-refusal.ts";

interface NewFieldProps {
  readonly documentKey: string;
  readonly parent: string | null;
}

/** What the new row knows and does, apart from its looks. */
function createNewField(props: NewFieldProps) {
  const { session } = useDesigner();
  const [title, setTitle] = createSignal("");
  const [picked, setPicked] = createSignal<FieldType>();
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
  const template = (wanted: string, type: FieldType | undefined) => {
    const suggested = suggestion(wanted);
    return type && !type.recognises(suggested) ? type.template : suggested;
  };
  const addTitled = (wanted: string, type: FieldType | undefined) =>
    session.run(addField, {
      document: props.documentKey,
      parent: props.parent,
      title: wanted,
      locale: locale(),
      template: template(wanted, type),
    });
  return {
    title,
    setTitle,
    /** 0 in the object itself, 1 in its rows, 2 in theirs. */
    level: () => holder()?.path.length ?? 0,
    isFilled: () => title().trim() !== "",
    type: () => picked() ?? fieldTypeOf(suggestion(title())) ?? fieldTypeByName("text"),
    name: () => proposeName(title(), taken(), "field"),
    /** Adds the field that is typed; a type given here wins over the guess. */
    add: (type: FieldType | undefined) => {
      addTitled(title().trim(), type ?? picked());
      setTitle("");
      setPicked(undefined);
    },
    addAll: (titles: readonly string[]) => {
      for (const each of titles) addTitled(each, undefined);
    },
    label: () => {
      const parent = holder();
      const document = session.documents().get(props.documentKey);
      if (!parent || !document) return text("new_field");
      const rows = fieldTitle(session.documents(), document, parent, locale());
      return text("new_field_in", { title: rows });
    },
  };
}

/** Lines or cells of a paste; a single one is ordinary text. */
function pastedTitles(event: ClipboardEvent): readonly string[] {
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  return pasted
    .split(/[\r\n\t]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/**
 * The row that is always there for one more field: type a title and press Enter. The type follows
 * from the title until one is picked. Pasted lines become one field each.
 */
export function NewFieldRow(props: NewFieldProps) {
  const field = createNewField(props);
  let input: HTMLInputElement | undefined;
  const add = (type: FieldType | undefined) => {
    field.add(type);
    input?.focus();
  };
  return (
    <tr
      class="field-row new-field-row"
      classList={{
        "field-row-nested": props.parent !== null,
        "field-row-deep": field.level() > 1,
      }}
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
          aria-label={field.label()}
          placeholder={field.label()}
          value={field.title()}
          onInput={(event) => field.setTitle(event.currentTarget.value)}
          onPaste={(event) => {
            const titles = pastedTitles(event);
            if (titles.length < 2) return;
            event.preventDefault();
            field.addAll(titles);
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (event.key === "Escape") field.setTitle("");
            if (event.key === "ArrowUp" || event.key === "ArrowDown") moveBetweenRows(event);
            if (event.key !== "Enter" || !field.isFilled()) return;
            event.preventDefault();
            add(undefined);
          }}
        />
      </td>
      <Show when={field.isFilled()} fallback={<td colspan={5} />}>
        <td class="column-name code">{field.name()}</td>
        <td class="column-type">
          <TypePicker
            type={field.type()}
            label={text("type_of_new")}
            refusal={(type) => typeTooDeep(type, field.level())}
            onPick={add}
            repick
          />
        </td>
        <td colspan={3} class="new-field-hint">
          <kbd>Enter</kbd> {text("adds_field")}
        </td>
      </Show>
    </tr>
  );
}
