import { renameObjectEverywhere } from "../../metadata/refactor/rename-object.ts";
import { proposeName } from "../document/api-name.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  objectNames,
  refactored,
  withDocument,
  withoutDocument,
} from "../document/design-documents.ts";
import { withoutTraces, withTraces } from "../document/document-traces.ts";
import { inNamesOf } from "../document/names-of.ts";
import { command } from "./command.ts";

export interface RevertDocumentInput {
  readonly document: string;
  /** All documents as published; what was never published goes. */
  readonly published: DesignDocuments;
}

/**
 * Takes back everything the draft says about one document, here and in what speaks of it: its
 * names, its texts in other languages and, where it was removed, its place in the navigation.
 */
export const revertObject = command<RevertDocumentInput>({
  id: "revert_object",
  label: { en: "Back to the published state", "zh-CN": "恢复到已发布状态" },
  run(design, { document: key, published }) {
    const present = design.documents.get(key);
    if (!published.has(key)) {
      if (!present) return design;
      return {
        documents: withoutTraces(withoutDocument(design.documents, key), present),
        selection: { document: null, field: null },
      };
    }
    const documents = inNamesOf(design.documents, published, (document) => document.key === key);
    const former = inFreeName(inNamesOf(published, documents), key, documents);
    const document = former.get(key);
    if (!document) return design;
    return {
      documents: withTraces(withDocument(documents, document), document, former),
      selection: present ? design.selection : { document: key, field: null },
    };
  },
});

/** The published documents with an object under a name that no other has taken since. */
function inFreeName(
  published: DesignDocuments,
  key: string,
  documents: DesignDocuments,
): DesignDocuments {
  const document: DesignDocument | undefined = published.get(key);
  const taken = objectNames(withoutDocument(documents, key));
  if (document?.kind !== "object" || !taken.includes(document.name)) return published;
  const name = proposeName(document.name, [...taken, ...objectNames(published)], "object");
  return refactored(published, (all) => renameObjectEverywhere(all, document.name, name));
}
