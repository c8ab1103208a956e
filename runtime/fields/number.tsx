import { fixedUnit } from "../../metadata/fields/quantity.ts";
import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";
import { ParsedInput } from "./parsed-input.tsx";

function IntegerControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="numeric" />;
}

function DecimalControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="decimal" />;
}

/** The unit stands behind the number while one types; with it, `12 kg` is read too. */
function QuantityControl(props: ControlProps) {
  const unit = () => fixedUnit(props.field.schema);
  return <NumberWithUnit {...props} unit={unit()} />;
}

function PercentControl(props: ControlProps) {
  return <NumberWithUnit {...props} unit="%" />;
}

function NumberWithUnit(props: ControlProps & { readonly unit: string | null }) {
  return (
    <ParsedInput
      {...props}
      numeric
      inputMode="decimal"
      {...(props.compact || props.unit === null
        ? {}
        : { after: <span class="input-affix">{props.unit}</span> })}
    />
  );
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
  Control: PercentControl,
  align: "end",
  width: 100,
};

export const quantityView: FieldView = {
  Cell: TextCell,
  Control: QuantityControl,
  align: "end",
  width: 125,
};
