import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";
import { ParsedInput } from "./parsed-input.tsx";

function IntegerControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="numeric" />;
}

function DecimalControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="decimal" />;
}

export const integerView: FieldView = {
  Cell: TextCell,
  Control: IntegerControl,
  align: "end",
  width: 110,
};

export const decimalView: FieldView = {
  Cell: TextCell,
  Control: DecimalControl,
  align: "end",
  width: 120,
};

export const moneyView: FieldView = {
  Cell: TextCell,
  Control: DecimalControl,
  align: "end",
  width: 125,
};

export const percentView: FieldView = {
  Cell: TextCell,
  Control: DecimalControl,
  align: "end",
  width: 100,
};

export const quantityView: FieldView = {
  Cell: TextCell,
  Control: DecimalControl,
  align: "end",
  width: 125,
};
