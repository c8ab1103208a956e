import { inPosition } from "../../metadata/model/screen-models.ts";
import { type DesignDocument, type DesignDocuments, documentsOfKind } from "./design-documents.ts";

/** The views of an object in the order in which they are offered. */
export function viewsOf(documents: DesignDocuments, object: string): readonly DesignDocument[] {
  const views = documentsOfKind(documents, "view").filter(
    ({ content }) => content.object === object,
  );
  const byContent = new Map(views.map((view) => [view.content, view]));
  return inPosition([...byContent.keys()]).flatMap((content) => byContent.get(content) ?? []);
}
