import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import { formatted, measured, TextCell } from "./formatted.tsx";
import { ParsedInput } from "./parsed-input.tsx";

function IntegerControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="numeric" />;
}

function DecimalControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="decimal" />;
}

/** An amount with its currency or its unit, also where the record names it. */
function AmountCell(props: CellProps) {
  return <>{formatted(measured(props.field, props.beside), props.value)}</>;
}

function AmountControl(props: ControlProps) {
  return <DecimalControl {...props} field={measured(props.field, props.beside)} />;
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
  Cell: AmountCell,
  Control: AmountControl,
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
  Cell: AmountCell,
  Control: AmountControl,
  align: "end",
  width: 125,
};
