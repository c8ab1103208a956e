import { Show } from "solid-js";
import { TextArea, TextInput } from "../ui/text-input.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";

function LongTextCell(props: CellProps) {
  return (
    <span classList={{ "long-text": props.linked ?? false }}>
      {typeof props.value === "string" ? props.value : ""}
    </span>
  );
}

function LongTextControl(props: ControlProps) {
  const value = () => (typeof props.value === "string" ? props.value : "");
  const change = (text: string) => props.onChange(text === "" ? null : text);
  return (
    <Show
      when={props.compact}
      fallback={
        <TextArea {...props.link} value={value()} onInput={change} onBlur={() => props.onBlur()} />
      }
    >
      <TextInput {...props.link} small value={value()} onInput={change} onBlur={props.onBlur} />
    </Show>
  );
}

export const longTextView: FieldView = {
  Cell: LongTextCell,
  Control: LongTextControl,
  align: "start",
  width: 280,
  wide: true,
};
