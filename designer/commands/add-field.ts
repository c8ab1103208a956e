import type { PropertySchema } from "../../metadata/fields/field-type.ts";
import { proposeName } from "../document/api-name.ts";
import { withContent } from "../document/design-documents.ts";
import { findField, insertField, siblingFields } from "../document/object-fields.ts";
import { newStableId, withNewIds } from "../document/stable-id.ts";
import { command } from "./command.ts";

export interface AddFieldInput {
  /** Key of the object document. */
  readonly document: string;
  /** Id of the child-row field to add to; `null` adds to the object itself. */
  readonly parent: string | null;
  readonly title: string;
  /** The property schema to start from: a field type's `template`. */
  readonly template: PropertySchema;
  /** Proposed from the title when absent. */
  readonly name?: string;
  /** Position among the siblings; the end when absent. */
  readonly index?: number;
  readonly id?: string;
}

export const addField = command<AddFieldInput>({
  id: "add_field",
  label: { en: "Add field", "zh-CN": "新增字段" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document) return design;
    const parent = findField(document.content, input.parent) ?? null;
    const siblings = siblingFields(document.content, parent);
    const taken = siblings.map((field) => field.name);
    const name = input.name ?? proposeName(input.title, taken, "field");
    if (taken.includes(name)) return design;
    const id = input.id ?? newStableId();
    const schema = { ...withNewIds(input.template), id, title: input.title };
    const index = input.index ?? siblings.length;
    return {
      documents: withContent(design.documents, input.document, (content) =>
        insertField(content, input.parent, index, name, schema),
      ),
      selection: { document: input.document, field: id },
    };
  },
});
