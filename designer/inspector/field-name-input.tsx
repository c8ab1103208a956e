import { createSignal } from "solid-js";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { renameField } from "../commands/index.ts";
import { fieldNameMistake } from "../commands/rename-field.ts";
import { allFields } from "../document/object-fields.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import type { InspectedField } from "./field-inspector.tsx";

/** The API name. A wrong one is named here and never reaches the document. */
export function FieldNameInput(props: {
  readonly inspected: InspectedField;
  readonly problem: string | undefined;
}) {
  const { session } = useDesigner();
  const [typed, setTyped] = createSignal<string>();
  const mistake = () => {
    const name = typed();
    return name === undefined ? null : fieldNameMistake(props.inspected, name);
  };
  const error = () => {
    const wrong = mistake();
    return wrong ? text(`name_${wrong}`) : props.problem;
  };
  const isPublished = () => {
    const before = session.published().get(props.inspected.document.key);
    return before && allFields(before.content).some(({ id }) => id === props.inspected.field.id);
  };
  const apply = () => {
    const name = typed();
    if (name !== undefined && mistake() === null) {
      const { document, field } = props.inspected;
      session.run(renameField, { document: document.key, field: field.id, name });
    }
    setTyped(undefined);
  };
  return (
    <Field
      id={keywordInputId("name")}
      label={text("api_name")}
      hint={text(isPublished() ? "api_name_published" : "api_name_hint")}
      error={error()}
    >
      {(link) => (
        <TextInput
          {...link}
          class="code"
          spellcheck={false}
          value={typed() ?? props.inspected.field.name}
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
