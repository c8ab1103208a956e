import { withoutDocument } from "../document/design-documents.ts";
import { withoutTraces } from "../document/document-traces.ts";
import { selectedObject } from "../document/selected-field.ts";
import { command } from "./command.ts";

export interface ObjectTarget {
  /** Key of the object document. */
  readonly document: string;
}

export const removeObject = command<ObjectTarget>({
  id: "remove_object",
  label: { en: "Remove object", "zh-CN": "删除对象" },
  when(design) {
    const document = selectedObject(design);
    return document && { document: document.key };
  },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document) return design;
    return {
      documents: withoutTraces(withoutDocument(design.documents, document.key), document),
      selection: { document: null, field: null },
    };
  },
});
