import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";
import { ParsedInput } from "./parsed-input.tsx";

function DurationControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="text" placeholder="0:00" />;
}

export const durationView: FieldView = {
  Cell: TextCell,
  Control: DurationControl,
  align: "end",
  width: 120,
};
