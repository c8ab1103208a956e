/**
 * The objects as people find them: in the groups of the navigation, the rest behind them. Without
 * those that every workspace has: they have a place of their own.
 */
import { extendsBuiltIn } from "../../metadata/documents/built-in-objects.ts";
import type { Locale } from "../../metadata/text.ts";
import { type DesignDocument, type DesignDocuments, documentsOfKind } from "./design-documents.ts";
import { documentTitle } from "./document-title.ts";
import { groupTitle, itemNames } from "./navigation.ts";

export interface ObjectGroup {
  /** `""` for objects that stand in no navigation. */
  readonly title: string;
  readonly objects: readonly DesignDocument[];
}

export function objectGroups(documents: DesignDocuments, locale: Locale): readonly ObjectGroup[] {
  const objects = documentsOfKind(documents, "object").filter(
    (document) => !extendsBuiltIn(document),
  );
  const left = new Map(objects.map((document) => [document.name, document]));
  const groups = documentsOfKind(documents, "app").flatMap((app) => {
    const { navigation } = app.content;
    return (Array.isArray(navigation) ? navigation : []).map((group: unknown): ObjectGroup => {
      const listed = itemNames(group).flatMap((name) => {
        const document = left.get(name);
        left.delete(name);
        return document ?? [];
      });
      return { title: groupTitle(documents, app, group, locale), objects: listed };
    });
  });
  const order = new Intl.Collator(locale);
  const rest = [...left.values()].toSorted((one, other) =>
    order.compare(documentTitle(documents, one, locale), documentTitle(documents, other, locale)),
  );
  return [...groups, { title: "", objects: rest }].filter((group) => group.objects.length > 0);
}
