import { type NameMistake, nameMistake } from "../document/api-name.ts";
import type { Design } from "../document/design-documents.ts";
import { findField, siblingFields } from "../document/object-fields.ts";
import { renameFieldEverywhere } from "../document/rename-field-everywhere.ts";
import { type FieldTarget, type SelectedField, targetField } from "../document/selected-field.ts";
import { fieldTextsPath, moveTranslations } from "../document/translation-document.ts";
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
    const documents = renameFieldEverywhere(design.documents, target, input.name);
    const renamed: Design = { ...design, documents };
    return {
      ...design,
      documents: moveTranslations(
        renamed,
        fieldTextsPath(document.name, field.path),
        fieldTextsPath(document.name, [...field.path.slice(0, -1), input.name]),
      ),
    };
  },
});
