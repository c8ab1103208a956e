import { createSignal, type JSX } from "solid-js";
import { locale, timeZone } from "../language/locale.ts";
import { TextInput } from "../ui/text-input.tsx";
import type { ControlProps } from "./field-view.ts";
import { formatted } from "./formatted.tsx";

export interface ParsedInputProps extends ControlProps {
  readonly numeric?: boolean;
  readonly inputMode?: "decimal" | "numeric" | "email" | "tel" | "url" | "text";
  readonly type?: "text" | "email" | "tel" | "url";
  readonly after?: JSX.Element;
  readonly before?: JSX.Element;
  readonly placeholder?: string;
}

/**
 * An input for values with a written form: shows the formatted value, and the plain one while it
 * is edited. What the field type cannot read stays as it was typed, for the validator to name.
 */
export function ParsedInput(props: ParsedInputProps) {
  const [draft, setDraft] = createSignal<string>();
  const shown = () => {
    const typed = draft();
    if (typed !== undefined) return typed;
    if (typeof props.value === "string" && !understood(props)) return props.value;
    const written = formatted(props.field, props.value);
    return readsBack(props, written) ? written : exported();
  };
  const exported = () => props.field.type.exportText(props.value, props.field.schema);
  const plain = () => (understood(props) ? exported() : shown());
  const commit = (text: string) => {
    const parsed = props.field.type.parse(text, props.field.schema, { locale: locale(), timeZone });
    props.onChange(parsed.ok ? parsed.value : text);
  };
  return (
    <TextInput
      {...props.link}
      {...(props.before === undefined ? {} : { before: props.before })}
      {...(props.after === undefined ? {} : { after: props.after })}
      small={props.compact ?? false}
      numeric={props.numeric ?? false}
      type={props.type ?? "text"}
      inputmode={props.inputMode ?? "text"}
      placeholder={props.placeholder ?? ""}
      spellcheck={false}
      value={shown()}
      onFocus={(event) => {
        const text = plain();
        if (text === event.currentTarget.value) return;
        setDraft(text);
        if (props.numeric) event.currentTarget.select();
      }}
      onInput={(text) => {
        setDraft(text);
        commit(text);
      }}
      onBlur={() => {
        setDraft(undefined);
        props.onBlur();
      }}
    />
  );
}

/** Whether the shown text says all of the value: not when there are more digits than the field has. */
function readsBack({ field, value }: ControlProps, written: string): boolean {
  if (field.type.lossyText === true || typeof value !== "string") return true;
  const parsed = field.type.parse(written, field.schema, { locale: locale(), timeZone });
  return parsed.ok && parsed.value === value;
}

/** Whether the value is of the field's type, not a text still to be corrected. */
function understood(props: ControlProps): boolean {
  if (props.value === null || props.value === undefined) return true;
  if (typeof props.value !== "string") return true;
  const context = { locale: locale(), timeZone };
  const parsed = props.field.type.parse(props.value, props.field.schema, context);
  return parsed.ok && parsed.value === props.value;
}
