import { TextInput } from "../ui/text-input.tsx";
import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";

function TextControl(props: ControlProps) {
  return (
    <TextInput
      {...props.link}
      small={props.compact ?? false}
      value={typeof props.value === "string" ? props.value : ""}
      onInput={(text) => props.onChange(text === "" ? null : text)}
      onBlur={() => props.onBlur()}
    />
  );
}

export const textView: FieldView = {
  Cell: TextCell,
  Control: TextControl,
  align: "start",
  width: 200,
};

/** Short, and never typed. */
export const autoNumberView: FieldView = { ...textView, width: 110 };
