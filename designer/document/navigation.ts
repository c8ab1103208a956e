/** Where objects stand in the navigation of apps. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { type DesignDocuments, documentsOfKind } from "./design-documents.ts";

export interface NavigationPlace {
  /** Key of the app document. */
  readonly app: string;
  /** Position of the group in its navigation. */
  readonly group: number;
}

export function navigationGroupOf(
  documents: DesignDocuments,
  object: string,
): NavigationPlace | null {
  for (const app of documentsOfKind(documents, "app")) {
    const groups = Array.isArray(app.content.navigation) ? app.content.navigation : [];
    const group = groups.findIndex((entry: unknown) => itemNames(entry).includes(object));
    if (group >= 0) return { app: app.key, group };
  }
  return null;
}

/** Names of the objects in a group; an item is a name or has it as `object`. */
export function itemNames(group: unknown): readonly string[] {
  if (!isJsonObject(group) || !Array.isArray(group.items)) return [];
  return group.items.flatMap((item: unknown) => {
    if (typeof item === "string") return [item];
    return isJsonObject(item) && typeof item.object === "string" ? [item.object] : [];
  });
}
