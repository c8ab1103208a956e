import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import { withContent } from "../document/design-documents.ts";
import { findField, siblingFields, removeField as without } from "../document/object-fields.ts";
import { type FieldTarget, selectedTarget, targetField } from "../document/selected-field.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";
import { withoutNamesInHolder } from "./names-in-holder.ts";

/** The field that takes over the selection: the next one, else the one before. */
function successor(content: JsonSchema, field: string): string | null {
  const entry = findField(content, field);
  if (!entry) return null;
  const siblings = siblingFields(content, findField(content, entry.parent) ?? null);
  return siblings[entry.index + 1]?.id ?? siblings[entry.index - 1]?.id ?? null;
}

export const removeField = command<FieldTarget>({
  id: "remove_field",
  label: { en: "Remove field", "zh-CN": "删除字段" },
  key: "Delete",
  when: selectedTarget,
  run(design, input) {
    const target = targetField(design, input);
    if (!target) return design;
    const { document, field } = target;
    const documents = withContent(design.documents, document.key, (content) => {
      const rest = without(content, field.id);
      return field.parent === null ? withoutNamesInHolder(rest, field.name) : rest;
    });
    return {
      documents: moveTranslations(documents, fieldTextsPath(document.name, field.path), null),
      selection: { document: document.key, field: successor(document.content, field.id) },
    };
  },
});
