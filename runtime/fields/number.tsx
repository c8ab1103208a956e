import { Show } from "solid-js";
import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";
import { ParsedInput } from "./parsed-input.tsx";

function IntegerControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="numeric" />;
}

function DecimalControl(props: ControlProps) {
  return <ParsedInput {...props} numeric inputMode="decimal" />;
}

/** The currency stands in front of the frame only when the formatted amount does not name it. */
function MoneyControl(props: ControlProps) {
  return (
    <Show when={!props.compact && currency(props)} fallback={<DecimalControl {...props} />}>
      {(code) => (
        <ParsedInput
          {...props}
          numeric
          inputMode="decimal"
          before={<span class="input-affix">{code()}</span>}
        />
      )}
    </Show>
  );
}

function currency(props: ControlProps): string | undefined {
  const code = props.field.schema.currency;
  return typeof code === "string" && code !== "" ? code : undefined;
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
  Control: MoneyControl,
  align: "end",
  width: 140,
};
