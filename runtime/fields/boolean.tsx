import { Show } from "solid-js";
import { text } from "../language/messages.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Icon } from "../ui/icon.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";

/** An icon and its word: a colour or a tick alone would not be read by everyone. */
function BooleanCell(props: CellProps) {
  return (
    <span class="boolean-cell" classList={{ "boolean-cell-no": props.value !== true }}>
      <Icon name={props.value === true ? "check" : "minus"} size={14} />
      {props.value === true ? text("yes") : text("no")}
    </span>
  );
}

function BooleanControl(props: ControlProps) {
  return (
    <Checkbox
      {...props.link}
      label={
        <Show
          when={!props.compact}
          fallback={<span class="visually-hidden">{props.field.title}</span>}
        >
          {props.value === true ? text("yes") : text("no")}
        </Show>
      }
      checked={props.value === true}
      onChange={(checked) => props.onChange(checked)}
      onBlur={() => props.onBlur()}
    />
  );
}

export const booleanView: FieldView = {
  Cell: BooleanCell,
  Control: BooleanControl,
  align: "start",
  width: 90,
};
