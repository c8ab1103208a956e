import { renameInNavigation } from "../../metadata/refactor/names-in-object.ts";
import { withContent, withoutDocument } from "../document/design-documents.ts";
import { selectedObject } from "../document/selected-field.ts";
import { moveTranslations } from "../document/translation-document.ts";
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
    let documents = withoutDocument(design.documents, document.key);
    for (const other of documents.values()) {
      if (other.kind !== "app") continue;
      documents = withContent(documents, other.key, (content) =>
        renameInNavigation(content, (name) => (name === document.name ? null : name)),
      );
    }
    const bare = { documents, selection: { document: null, field: null } };
    return { ...bare, documents: moveTranslations(bare, ["objects", document.name], null) };
  },
});
