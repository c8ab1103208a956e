/** Documents of two states, of which one may call things otherwise. */
import { renameFieldEverywhere } from "../../metadata/refactor/rename-field.ts";
import { renameObjectEverywhere } from "../../metadata/refactor/rename-object.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  documentsOfKind,
  objectNames,
  refactored,
} from "./design-documents.ts";
import { allFields, findField, siblingFields } from "./object-fields.ts";

/**
 * The documents with objects and fields under the names that `others` have for the same ids. What
 * the new name is taken from keeps its own.
 */
export function inNamesOf(
  documents: DesignDocuments,
  others: DesignDocuments,
  only: (document: DesignDocument) => boolean = () => true,
): DesignDocuments {
  return documentsOfKind(documents, "object")
    .filter(only)
    .reduce((result, { key }) => {
      const other = others.get(key);
      return other ? fieldsInNamesOf(objectInNameOf(result, other), other) : result;
    }, documents);
}

function objectInNameOf(documents: DesignDocuments, { key, name }: DesignDocument) {
  const own = documents.get(key)?.name;
  if (own === undefined || own === name || objectNames(documents).includes(name)) return documents;
  return refactored(documents, (all) => renameObjectEverywhere(all, own, name));
}

function fieldsInNamesOf(documents: DesignDocuments, other: DesignDocument): DesignDocuments {
  return allFields(other.content).reduce((result, { id, name }) => {
    const document = result.get(other.key);
    const field = document && findField(document.content, id);
    if (!document || !field || field.name === name) return result;
    const siblings = siblingFields(
      document.content,
      findField(document.content, field.parent) ?? null,
    );
    if (siblings.some((sibling) => sibling.name === name)) return result;
    const address = { object: document.name, path: field.path };
    return refactored(result, (all) => renameFieldEverywhere(all, address, name));
  }, documents);
}
