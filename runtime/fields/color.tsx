import { text } from "../language/messages.ts";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import { ParsedInput } from "./parsed-input.tsx";
import "./marks.css";

const code = (value: unknown): string =>
  typeof value === "string" && /^#[0-9a-f]{6}$/.test(value) ? value : "";

/** A swatch and the code: a colour alone would not be read by everyone. */
function ColorCell(props: CellProps) {
  return (
    <span class="color-cell">
      <svg class="color-swatch" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        <rect width="14" height="14" rx="3" fill={code(props.value) || "none"} />
      </svg>
      {typeof props.value === "string" ? props.value : ""}
    </span>
  );
}

function ColorControl(props: ControlProps) {
  return (
    <ParsedInput
      {...props}
      placeholder="#rrggbb"
      before={
        <input
          type="color"
          class="color-pick"
          aria-label={text("color_pick", { field: props.field.title })}
          value={code(props.value) || "#808080"}
          onInput={(event) => props.onChange(event.currentTarget.value)}
          onBlur={() => props.onBlur()}
        />
      }
    />
  );
}

export const colorView: FieldView = {
  Cell: ColorCell,
  Control: ColorControl,
  align: "start",
  width: 110,
};
