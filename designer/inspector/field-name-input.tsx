import { renameField } from "../commands/index.ts";
import { fieldNameMistake } from "../commands/rename-field.ts";
import { allFields } from "../document/object-fields.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import type { InspectedField } from "./field-inspector.tsx";
import { NameInput } from "./name-input.tsx";

/** The API name of a field. */
export function FieldNameInput(props: {
  readonly inspected: InspectedField;
  readonly problem: string | undefined;
}) {
  const { session } = useDesigner();
  const isPublished = () => {
    const before = session.published().get(props.inspected.document.key);
    return before && allFields(before.content).some(({ id }) => id === props.inspected.field.id);
  };
  return (
    <NameInput
      name={props.inspected.field.name}
      hint={text(isPublished() ? "api_name_published" : "api_name_hint")}
      problem={props.problem}
      mistake={(name) => fieldNameMistake(props.inspected, name)}
      onRename={(name) => {
        const { document, field } = props.inspected;
        session.run(renameField, { document: document.key, field: field.id, name });
      }}
    />
  );
}
