import { renameFieldEverywhere } from "../../metadata/refactor/rename-field.ts";
import { type NameMistake, nameMistake } from "../document/api-name.ts";
import { refactored } from "../document/design-documents.ts";
import { findField, siblingFields } from "../document/object-fields.ts";
import { type FieldTarget, type SelectedField, targetField } from "../document/selected-field.ts";
import { command } from "./command.ts";

export interface RenameFieldInput extends FieldTarget {
  readonly name: string;
}

/** Why the field may not take this name, said at the input before anything is changed. */
export function fieldNameMistake(target: SelectedField, name: string): NameMistake | null {
  const { document, field } = target;
  const siblings = siblingFields(
    document.content,
    findField(document.content, field.parent) ?? null,
  );
  const others = siblings.filter((sibling) => sibling.id !== field.id);
  return nameMistake(
    name,
    others.map((sibling) => sibling.name),
  );
}

/** Renames a field and everything that names it; its id, and so its values, stay. */
export const renameField = command<RenameFieldInput>({
  id: "rename_field",
  label: { en: "Rename field", "zh-CN": "重命名字段" },
  run(design, input) {
    const target = targetField(design, input);
    if (!target || target.field.name === input.name) return design;
    if (fieldNameMistake(target, input.name) !== null) return design;
    const { document, field } = target;
    const address = { object: document.name, path: field.path };
    return {
      ...design,
      documents: refactored(design.documents, (documents) =>
        renameFieldEverywhere(documents, address, input.name),
      ),
    };
  },
});
