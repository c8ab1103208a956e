import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";
import { ParsedInput } from "./parsed-input.tsx";

function GeoPointControl(props: ControlProps) {
  return <ParsedInput {...props} inputMode="text" placeholder="31.2304,121.4737" />;
}

export const geoPointView: FieldView = {
  Cell: TextCell,
  Control: GeoPointControl,
  align: "start",
  width: 170,
};
