import { createSignal } from "solid-js";
import { text } from "../language/messages.ts";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { TextInput } from "../ui/text-input.tsx";

/** A password, which its owner may look at while he types. */
export function PasswordField(props: {
  readonly label: string;
  readonly name: string;
  /** Tells password managers whether to offer a known one or to make one. */
  readonly autocomplete: "current-password" | "new-password";
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}) {
  const [shown, setShown] = createSignal(false);
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(link) => (
        <TextInput
          {...link}
          type={shown() ? "text" : "password"}
          name={props.name}
          autocomplete={props.autocomplete}
          spellcheck={false}
          value={props.value}
          onInput={props.onInput}
          after={
            <button
              type="button"
              class="inline-button"
              aria-pressed={shown()}
              aria-label={text(shown() ? "hide_password" : "show_password")}
              onClick={() => setShown(!shown())}
            >
              <Icon name={shown() ? "eye-off" : "eye"} size={14} />
            </button>
          }
        />
      )}
    </Field>
  );
}
