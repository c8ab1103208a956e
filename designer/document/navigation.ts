/** Where objects stand in the navigation of apps. */
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import type { Locale } from "../../metadata/text.ts";
import { type DesignDocument, type DesignDocuments, documentsOfKind } from "./design-documents.ts";
import { readTranslation } from "./translation-document.ts";

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

/** What a group is called, in the reader's language; empty when it has no title. */
export function groupTitle(
  documents: DesignDocuments,
  app: DesignDocument,
  group: unknown,
  locale: Locale,
): string {
  const title = isJsonObject(group) ? textOrEmpty(group.title) : "";
  return readTranslation(documents, locale, ["apps", app.name, "navigation", title]) || title;
}

/** Names of the objects in a group; an item is a name or has it as `object`. */
export function itemNames(group: unknown): readonly string[] {
  if (!isJsonObject(group) || !Array.isArray(group.items)) return [];
  return group.items.flatMap((item: unknown) => {
    if (typeof item === "string") return [item];
    return isJsonObject(item) && typeof item.object === "string" ? [item.object] : [];
  });
}
