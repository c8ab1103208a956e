import { builtInIds } from "../../metadata/model/object-model.ts";
import { documentKey, withDocument } from "../document/design-documents.ts";
import { command } from "./command.ts";

export interface ExtendObjectInput {
  /** `user`, `department`, `team` or `position`. */
  readonly name: string;
}

/** Begins the document that adds fields to an object which every workspace has, and opens it. */
export const extendObject = command<ExtendObjectInput>({
  id: "extend_object",
  label: { en: "Extend object", "zh-CN": "扩展对象" },
  run(design, { name }) {
    const id = builtInIds.get(name);
    if (id === undefined) return design;
    const content = { $schema: "tenon:object", id, name, type: "object", properties: {} };
    const key = documentKey("object", name, content);
    if (design.documents.has(key)) return design;
    return {
      documents: withDocument(design.documents, { key, kind: "object", name, content }),
      selection: { document: key, field: null },
    };
  },
});
