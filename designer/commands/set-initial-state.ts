import { withContent } from "../document/design-documents.ts";
import { withPart } from "../document/document-part.ts";
import { stateField } from "../document/lifecycle-states.ts";
import { command } from "./command.ts";

/** The state of new records: said by the field's default where it has one, else by the lifecycle. */
export const setInitialState = command<{ readonly document: string; readonly state: string }>({
  id: "set_initial_state",
  label: { en: "Change first state", "zh-CN": "修改初始状态" },
  run(design, { document, state }) {
    const documents = withContent(design.documents, document, (content) => {
      const field = stateField(content);
      if (field?.schema.default === undefined) {
        return withPart(content, ["lifecycle", "initial"], state);
      }
      const plain = withPart(content, ["lifecycle", "initial"], undefined);
      return withPart(plain, ["properties", field.name, "default"], state);
    });
    return documents === design.documents ? design : { ...design, documents };
  },
});
