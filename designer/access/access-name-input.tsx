import { createSignal } from "solid-js";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import type { NameMistake } from "../document/api-name.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";

/** The name is applied when the input is left, because half a name is no name. */
export function AccessNameInput(props: {
  readonly document: DesignDocument;
  readonly mistake: (name: string) => NameMistake | null;
  readonly onRename: (name: string) => void;
}) {
  const { session } = useDesigner();
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
    const problem = problemAtPart(session.problems(), props.document.key, ["name"]);
    return wrong ? text(`name_${wrong}`) : problem;
  };
  return (
    <Field id={keywordInputId("name")} label={text("api_name")} error={error()}>
      {(link) => (
        <TextInput
          {...link}
          class="code"
          spellcheck={false}
          value={typed() ?? props.document.name}
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
