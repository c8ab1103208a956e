import { renameFieldEverywhere } from "../../metadata/refactor/rename-field.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import { proposeName } from "../document/api-name.ts";
import { type DesignDocuments, refactored, withContent } from "../document/design-documents.ts";
import { inNamesOf } from "../document/names-of.ts";
import { changeHolder, findField, insertField, siblingFields } from "../document/object-fields.ts";
import { type FieldTarget, targetField } from "../document/selected-field.ts";
import { restoreTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";
import { withNamesInHolder } from "./names-in-holder.ts";

export interface RestoreFieldInput extends FieldTarget {
  /** All documents as published. */
  readonly published: DesignDocuments;
}

/**
 * Brings a removed field back as it was published, at its old place, with all that its removal
 * took: the keys it is part of, the record title, its texts in other languages.
 */
export const restoreField = command<RestoreFieldInput>({
  id: "restore_field",
  label: { en: "Restore field", "zh-CN": "恢复字段" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document || findField(document.content, input.field)) return design;
    const published = inNamesOf(input.published, design.documents);
    const called = targetField({ ...design, documents: published }, input)?.field;
    if (!called) return design;
    const parent = findField(document.content, called.parent) ?? null;
    if (called.parent !== null && parent === null) return design;
    const siblings = siblingFields(document.content, parent);
    const former = inFreeName(
      published,
      input,
      siblings.map(({ name }) => name),
    );
    const source = targetField({ ...design, documents: former }, input);
    if (!source) return design;
    const { field } = source;
    const index = Math.min(field.index, siblings.length);
    const documents = withContent(design.documents, document.key, (content) => {
      const inserted = insertField(content, field.parent, index, field.name, field.schema);
      const restored = changeHolder(inserted, field.parent, (holder) => ({
        ...holder,
        required: field.required ? [...holder.required, field.name] : holder.required,
      }));
      return field.parent === null
        ? withNamesInHolder(restored, field.name, source.document.content)
        : restored;
    });
    const path = fieldTextsPath(document.name, [...(parent?.path ?? []), field.name]);
    return {
      documents: restoreTranslations(documents, path, former),
      selection: { document: document.key, field: field.id },
    };
  },
});

/** The published documents with the field under a name that no other field has taken since. */
function inFreeName(
  published: DesignDocuments,
  target: FieldTarget,
  taken: readonly string[],
): DesignDocuments {
  const object = published.get(target.document);
  const field = object && findField(object.content, target.field);
  if (!object || !field || !taken.includes(field.name)) return published;
  const own = siblingFields(object.content, findField(object.content, field.parent) ?? null);
  const others = own.filter(({ id }) => id !== field.id).map(({ name }) => name);
  const name = proposeName(field.name, [...taken, ...others], "field");
  const address = { object: object.name, path: field.path };
  return refactored(published, (all) => renameFieldEverywhere(all, address, name));
}
