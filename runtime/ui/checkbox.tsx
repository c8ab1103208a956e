import { type JSX, splitProps } from "solid-js";
import "./field.css";

export interface CheckboxProps
  extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "onChange" | "checked"> {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label: JSX.Element;
}

/** A native checkbox with its label beside it. */
export function Checkbox(props: CheckboxProps) {
  const [own, rest] = splitProps(props, ["checked", "onChange", "label", "class"]);
  return (
    <label class={`check ${own.class ?? ""}`}>
      <input
        {...rest}
        type="checkbox"
        checked={own.checked}
        onChange={(event) => own.onChange(event.currentTarget.checked)}
      />
      <span>{own.label}</span>
    </label>
  );
}
