import { isJsonObject } from "../../metadata/json-object.ts";
import { withContent } from "../document/design-documents.ts";
import { type PartPath, withPart } from "../document/document-part.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";

export interface ChangeLifecycleInput {
  /** Key of the object document. */
  readonly document: string;
  /** Below `lifecycle`; empty for all of it. */
  readonly path: PartPath;
  readonly value: unknown;
}

/** States, where they begin and which are locked; with nothing at all, the object has no lifecycle. */
export const changeLifecycle = command<ChangeLifecycleInput>({
  id: "change_lifecycle",
  label: { en: "Change lifecycle", "zh-CN": "修改生命周期" },
  run(design, { document, path, value }) {
    const documents = withContent(design.documents, document, (content) =>
      withPart(content, ["lifecycle", ...path], value),
    );
    if (documents === design.documents) return design;
    const changed = { ...design, documents };
    const after = documents.get(document);
    if (!after || isJsonObject(after.content.lifecycle)) return changed;
    return {
      ...changed,
      documents: moveTranslations(changed.documents, ["objects", after.name, "transitions"], null),
    };
  },
});
