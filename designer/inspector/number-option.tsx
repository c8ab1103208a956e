import { createSignal } from "solid-js";
import type { ControlLink } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { useDesigner } from "../shell/designer-context.ts";

export interface NumberOptionProps {
  readonly option: { readonly kind: string };
  readonly link: ControlLink;
  readonly value: unknown;
  /** `undefined` removes the number; a gesture of many changes is one step of undo. */
  readonly onChange: (value: unknown, gesture?: boolean) => void;
}

/**
 * A number in an option. Decimals are kept as text, digit for digit; whole numbers as numbers.
 * What is not a number yet stays in the input until it is left.
 */
export function NumberOption(props: NumberOptionProps) {
  const { session } = useDesigner();
  const [unfinished, setUnfinished] = createSignal<string>();
  const written = () => (props.value === undefined ? "" : String(props.value));
  const input = (typed: string) => {
    const read = readOption(typed, props.option.kind);
    setUnfinished(read === null ? typed : undefined);
    if (read !== null) props.onChange(read.value, true);
  };
  return (
    <TextInput
      {...props.link}
      aria-invalid={unfinished() === undefined ? props.link["aria-invalid"] : "true"}
      numeric
      inputmode={props.option.kind === "whole_number" ? "numeric" : "decimal"}
      value={unfinished() ?? written()}
      onInput={input}
      onBlur={() => {
        setUnfinished(undefined);
        session.endGesture();
      }}
    />
  );
}

/** `null` while the text is no number of the kind; empty text removes the option. */
export function readOption(typed: string, kind: string): { readonly value: unknown } | null {
  const text = typed.trim();
  if (text === "") return { value: undefined };
  if (kind === "whole_number") return /^-?\d{1,15}$/.test(text) ? { value: Number(text) } : null;
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return null;
  return { value: kind === "exact_number" ? text : Number(text) };
}
