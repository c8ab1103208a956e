import { renameObjectEverywhere } from "../../metadata/refactor/rename-object.ts";
import { type NameMistake, nameMistake } from "../document/api-name.ts";
import { type DesignDocuments, documentsOfKind, refactored } from "../document/design-documents.ts";
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

/** Renames an object and every lookup and navigation entry that names it. */
export const renameObject = command<RenameObjectInput>({
  id: "rename_object",
  label: { en: "Rename object", "zh-CN": "重命名对象" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document || document.name === input.name) return design;
    if (objectNameMistake(design.documents, document.key, input.name) !== null) return design;
    return {
      ...design,
      documents: refactored(design.documents, (documents) =>
        renameObjectEverywhere(documents, document.name, input.name),
      ),
    };
  },
});
