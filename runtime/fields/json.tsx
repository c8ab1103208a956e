import { createSignal } from "solid-js";
import { locale, timeZone } from "../language/locale.ts";
import { UnreadText } from "../state/unread-text.ts";
import { TextArea } from "../ui/text-input.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import "./json.css";

function JsonCell(props: CellProps) {
  return <code class="json-cell">{JSON.stringify(props.value)}</code>;
}

function JsonControl(props: ControlProps) {
  const [draft, setDraft] = createSignal<string>();
  const written = () => {
    if (props.value === null || props.value === undefined) return "";
    return props.value instanceof UnreadText
      ? props.value.written
      : JSON.stringify(props.value, null, 2);
  };
  return (
    <TextArea
      {...props.link}
      class="json-input"
      spellcheck={false}
      value={draft() ?? written()}
      onInput={(typed) => {
        setDraft(typed);
        const context = { locale: locale(), timeZone };
        const parsed = props.field.type.parse(typed, props.field.schema, context);
        props.onChange(parsed.ok ? parsed.value : new UnreadText(typed));
      }}
      onBlur={() => {
        setDraft(undefined);
        props.onBlur();
      }}
    />
  );
}

export const jsonView: FieldView = {
  Cell: JsonCell,
  Control: JsonControl,
  align: "start",
  width: 220,
  wide: true,
};
