import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import { type Design, withContent, withKeyword } from "../document/design-documents.ts";
import { findField, siblingFields, removeField as without } from "../document/object-fields.ts";
import { type FieldTarget, selectedTarget, targetField } from "../document/selected-field.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";

/** The field that takes over the selection: the next one, else the one before. */
function successor(content: JsonSchema, field: string): string | null {
  const entry = findField(content, field);
  if (!entry) return null;
  const siblings = siblingFields(content, findField(content, entry.parent) ?? null);
  return siblings[entry.index + 1]?.id ?? siblings[entry.index - 1]?.id ?? null;
}

/** What named the field beside `properties`: its record title and its unique groups. */
function forget(content: JsonSchema, name: string): JsonSchema {
  const title = content.record_title === name ? undefined : content.record_title;
  const groups = content.unique;
  if (!Array.isArray(groups)) return withKeyword(content, "record_title", title);
  const kept = groups.filter((group) => !Array.isArray(group) || !group.includes(name));
  const unique = kept.length === groups.length ? groups : kept;
  return withKeyword(
    withKeyword(content, "record_title", title),
    "unique",
    unique.length > 0 ? unique : undefined,
  );
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
    const removed: Design = {
      documents: withContent(design.documents, document.key, (content) => {
        const rest = without(content, field.id);
        return field.parent === null ? forget(rest, field.name) : rest;
      }),
      selection: { document: document.key, field: successor(document.content, field.id) },
    };
    const texts = fieldTextsPath(document.name, field.path);
    return { ...removed, documents: moveTranslations(removed, texts, null) };
  },
});
