import { extendsBuiltIn } from "../../metadata/documents/built-in-objects.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { proposeName } from "../document/api-name.ts";
import { objectNames, withDocument } from "../document/design-documents.ts";
import { fieldHolder } from "../document/object-fields.ts";
import { selectedObject } from "../document/selected-field.ts";
import { newStableId, withNewIds } from "../document/stable-id.ts";
import { command } from "./command.ts";
import type { ObjectTarget } from "./remove-object.ts";

/** A copy of an object, with ids of its own; lookups keep their targets. */
export const duplicateObject = command<ObjectTarget>({
  id: "duplicate_object",
  label: { en: "Duplicate object", "zh-CN": "复制对象" },
  when(design) {
    const document = selectedObject(design);
    return document && !extendsBuiltIn(document) ? { document: document.key } : null;
  },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document) return design;
    const name = proposeName(document.name, objectNames(design.documents), "object");
    const id = newStableId();
    const properties = Object.fromEntries(
      Object.entries(fieldHolder(document.content).properties).map(([field, schema]) => [
        field,
        withNewIds(schema),
      ]),
    );
    const title = `${textOrEmpty(document.content.title)} 2`.trim();
    const content = { ...document.content, id, name, title, properties };
    const key = `object/${id}`;
    return {
      documents: withDocument(design.documents, { key, kind: "object", name, content }),
      selection: { document: key, field: null },
    };
  },
});
