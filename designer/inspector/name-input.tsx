import { createSignal } from "solid-js";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import type { NameMistake } from "../document/api-name.ts";
import { text } from "../language/messages.ts";
import { keywordInputId } from "../shell/designer-context.ts";

/**
 * An API name. It is applied when the input is left, because half a name is no name; a wrong one is
 * named here and never reaches the document.
 */
export function NameInput(props: {
  readonly name: string;
  readonly hint?: string | undefined;
  /** What the server, or the check of the documents, says of the name as it is. */
  readonly problem: string | undefined;
  readonly mistake: (name: string) => NameMistake | null;
  readonly onRename: (name: string) => void;
}) {
  const [typed, setTyped] = createSignal<string>();
  const mistake = () => {
    const name = typed();
    return name === undefined ? null : props.mistake(name);
  };
  const apply = () => {
    const name = typed();
    if (name !== undefined && mistake() === null) props.onRename(name);
    setTyped(undefined);
  };
  const error = () => {
    const wrong = mistake();
    return wrong ? text(`name_${wrong}`) : props.problem;
  };
  return (
    <Field id={keywordInputId("name")} label={text("api_name")} hint={props.hint} error={error()}>
      {(link) => (
        <TextInput
          {...link}
          class="code"
          spellcheck={false}
          value={typed() ?? props.name}
          onInput={setTyped}
          onBlur={apply}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.isComposing) apply();
            if (event.key === "Escape") setTyped(undefined);
          }}
        />
      )}
    </Field>
  );
}
