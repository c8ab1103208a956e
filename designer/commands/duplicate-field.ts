import { textOrEmpty } from "../../metadata/json-object.ts";
import { proposeName } from "../document/api-name.ts";
import { withContent } from "../document/design-documents.ts";
import { findField, insertField, siblingFields } from "../document/object-fields.ts";
import { type FieldTarget, selectedTarget, targetField } from "../document/selected-field.ts";
import { withNewIds } from "../document/stable-id.ts";
import { command } from "./command.ts";

/** A copy right below the original, with ids of its own down to the fields of its rows. */
export const duplicateField = command<FieldTarget>({
  id: "duplicate_field",
  label: { en: "Duplicate field", "zh-CN": "复制字段" },
  key: "Mod+D",
  when: selectedTarget,
  run(design, input) {
    const target = targetField(design, input);
    if (!target) return design;
    const { document, field } = target;
    const parent = findField(document.content, field.parent) ?? null;
    const taken = siblingFields(document.content, parent).map((sibling) => sibling.name);
    const name = proposeName(field.name, taken, "field");
    const copy = withNewIds(field.schema);
    return {
      documents: withContent(design.documents, document.key, (content) =>
        insertField(content, field.parent, field.index + 1, name, copy),
      ),
      selection: { document: document.key, field: textOrEmpty(copy.id) },
    };
  },
});
