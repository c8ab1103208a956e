import { type JSX, Show, splitProps } from "solid-js";
import "./field.css";

export interface TextInputProps
  extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "onInput" | "prefix"> {
  readonly value: string;
  readonly onInput: (text: string, event: InputEvent) => void;
  readonly numeric?: boolean;
  readonly small?: boolean;
  /** Something inside the frame before the text, such as a currency or an icon. */
  readonly before?: JSX.Element;
  readonly after?: JSX.Element;
}

/** A native input of one line. */
export function TextInput(props: TextInputProps) {
  const [own, rest] = splitProps(props, [
    "onInput",
    "numeric",
    "small",
    "before",
    "after",
    "class",
  ]);
  const framed = () => own.before !== undefined || own.after !== undefined;
  const input = (className: string) => (
    <input
      type="text"
      autocomplete="off"
      {...rest}
      class={`${className} ${own.numeric ? "input-numeric" : ""} ${own.class ?? ""}`}
      onInput={(event) => own.onInput(event.currentTarget.value, event)}
    />
  );
  return (
    <Show when={framed()} fallback={input(`input ${own.small ? "input-small" : ""}`)}>
      <span
        class={`input-frame ${own.small ? "input-small" : ""}`}
        data-invalid={rest["aria-invalid"] ? "" : undefined}
      >
        {own.before}
        {input("")}
        {own.after}
      </span>
    </Show>
  );
}

export interface TextAreaProps
  extends Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput"> {
  readonly value: string;
  readonly onInput: (text: string) => void;
}

/** A native input of several lines that grows with its text. */
export function TextArea(props: TextAreaProps) {
  const [own, rest] = splitProps(props, ["onInput", "class"]);
  return (
    <textarea
      {...rest}
      class={`input ${own.class ?? ""}`}
      onInput={(event) => own.onInput(event.currentTarget.value)}
    />
  );
}
