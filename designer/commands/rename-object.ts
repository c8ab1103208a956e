import { type NameMistake, nameMistake } from "../document/api-name.ts";
import {
  type Design,
  type DesignDocument,
  type DesignDocuments,
  documentsOfKind,
  withContent,
  withDocument,
} from "../document/design-documents.ts";
import { mapFields } from "../document/object-fields.ts";
import { renameInNavigation, renameTarget, renaming } from "../document/references.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";

export interface RenameObjectInput {
  /** Key of the object document. */
  readonly document: string;
  readonly name: string;
}

/** Why the object may not take this name. */
export function objectNameMistake(
  documents: DesignDocuments,
  key: string,
  name: string,
): NameMistake | null {
  const others = documentsOfKind(documents, "object").filter((document) => document.key !== key);
  return nameMistake(
    name,
    others.map((document) => document.name),
  );
}

function renameIn(document: DesignDocument, from: string, to: string): DesignDocument {
  const rename = renaming(from, to);
  if (document.kind === "app") {
    return { ...document, content: renameInNavigation(document.content, rename) };
  }
  if (document.kind !== "object") return document;
  return {
    ...document,
    content: mapFields(document.content, (schema) => renameTarget(schema, rename)),
  };
}

/** Renames an object and every lookup and navigation entry that names it. */
export const renameObject = command<RenameObjectInput>({
  id: "rename_object",
  label: { en: "Rename object", "zh-CN": "重命名对象" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document || document.name === input.name) return design;
    if (objectNameMistake(design.documents, document.key, input.name) !== null) return design;
    const content = { ...document.content, name: input.name };
    let documents = withDocument(design.documents, { ...document, name: input.name, content });
    for (const other of documents.values()) {
      const renamed = renameIn(other, document.name, input.name);
      documents = withContent(documents, other.key, () => renamed.content);
    }
    const renamed: Design = { ...design, documents };
    return {
      ...design,
      documents: moveTranslations(renamed, ["objects", document.name], ["objects", input.name]),
    };
  },
});
