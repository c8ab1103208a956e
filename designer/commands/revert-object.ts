import type { DesignDocument } from "../document/design-documents.ts";
import { withDocument, withoutDocument } from "../document/design-documents.ts";
import { command } from "./command.ts";

export interface RevertDocumentInput {
  readonly document: string;
  /** As published; `null` for what was never published: it goes. */
  readonly published: DesignDocument | null;
}

/** Takes back everything the draft says about one document. */
export const revertObject = command<RevertDocumentInput>({
  id: "revert_object",
  label: { en: "Back to the published state", "zh-CN": "恢复到已发布状态" },
  run(design, { document, published }) {
    const documents =
      published === null
        ? withoutDocument(design.documents, document)
        : withDocument(design.documents, published);
    const selection = published === null ? { document: null, field: null } : design.selection;
    return { documents, selection };
  },
});
