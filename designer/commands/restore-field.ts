import { proposeName } from "../document/api-name.ts";
import { type DesignDocument, withContent } from "../document/design-documents.ts";
import { changeHolder, findField, insertField, siblingFields } from "../document/object-fields.ts";
import { command } from "./command.ts";

export interface RestoreFieldInput {
  /** The object as published. */
  readonly published: DesignDocument;
  /** Id of the field that the draft has removed. */
  readonly field: string;
}

/** Brings a removed field back as it was published, at its old place. */
export const restoreField = command<RestoreFieldInput>({
  id: "restore_field",
  label: { en: "Restore field", "zh-CN": "恢复字段" },
  run(design, { published, field: id }) {
    const document = design.documents.get(published.key);
    const field = findField(published.content, id);
    if (!document || !field || findField(document.content, id)) return design;
    const parent = findField(document.content, field.parent) ?? null;
    if (field.parent !== null && parent === null) return design;
    const siblings = siblingFields(document.content, parent);
    const taken = siblings.map((sibling) => sibling.name);
    const name = taken.includes(field.name) ? proposeName(field.name, taken, "field") : field.name;
    const index = Math.min(field.index, siblings.length);
    return {
      documents: withContent(design.documents, document.key, (content) => {
        const restored = insertField(content, field.parent, index, name, field.schema);
        if (!field.required) return restored;
        return changeHolder(restored, field.parent, (holder) => ({
          ...holder,
          required: [...holder.required, name],
        }));
      }),
      selection: { document: document.key, field: id },
    };
  },
});
