import type { PropertySchema } from "../../metadata/fields/field-type.ts";
import { proposeName } from "../document/api-name.ts";
import { objectNames, withDocument } from "../document/design-documents.ts";
import { newStableId } from "../document/stable-id.ts";
import { command } from "./command.ts";

export interface AddObjectInput {
  readonly title: string;
  /** Proposed from the title when absent. */
  readonly name?: string;
  readonly id?: string;
  readonly fieldId?: string;
  /** Title of the first field, the one that stands for a record. */
  readonly firstFieldTitle: string;
}

/** A new object can be used at once: it has a name field, which is its record title. */
export const addObject = command<AddObjectInput>({
  id: "add_object",
  label: { en: "Add object", "zh-CN": "新增对象" },
  run(design, input) {
    const id = input.id ?? newStableId();
    const name = input.name ?? proposeName(input.title, objectNames(design.documents), "object");
    const first: PropertySchema = {
      type: "string",
      id: input.fieldId ?? newStableId(),
      title: input.firstFieldTitle,
      maxLength: 120,
    };
    const content = {
      $schema: "tenon:object",
      id,
      name,
      title: input.title,
      type: "object",
      required: ["name"],
      properties: { name: first },
      record_title: "name",
    };
    const key = `object/${id}`;
    return {
      documents: withDocument(design.documents, { key, kind: "object", name, content }),
      selection: { document: key, field: null },
    };
  },
});
