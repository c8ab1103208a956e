/** Renaming an object: the object, every lookup, menu, view, form and text that names it. */
import type { MetadataDocument } from "../documents/document.ts";
import type { JsonSchema } from "../json-object.ts";
import { mapFields } from "./map-fields.ts";
import { renameInNavigation, renameTarget, renaming } from "./names-in-object.ts";
import { renameObjectInScreen } from "./names-in-screens.ts";
import { withContent } from "./rename-field.ts";
import { moveBranch } from "./translations.ts";

/**
 * The documents with the object under its new name. Its id stays, and with it its records.
 * Documents that do not name it are the same values as before.
 */
export function renameObjectEverywhere<Document extends MetadataDocument>(
  documents: readonly Document[],
  from: string,
  to: string,
): readonly Document[] {
  if (from === to) return documents;
  const rename = renaming(from, to);
  const renameIn = ({ kind, content }: MetadataDocument): JsonSchema => {
    switch (kind) {
      case "app":
        return renameInNavigation(content, rename);
      case "object":
        return mapFields(content, (schema) => renameTarget(schema, rename));
      case "view":
      case "form":
        return renameObjectInScreen(content, rename);
      default:
        return moveBranch(content, ["objects", from], ["objects", to]);
    }
  };
  return documents.map((document) => {
    const renamed = withContent(document, renameIn(document));
    return document.kind === "object" && document.name === from
      ? { ...renamed, name: to, content: { ...renamed.content, name: to } }
      : renamed;
  });
}
