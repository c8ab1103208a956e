/**
 * What a workspace says of a document outside of it: its place in the navigation, its texts in other
 * languages. What goes with a removal here is what comes back with the document.
 */
import { isJsonObject, type JsonSchema, textOrEmpty } from "../../metadata/json-object.ts";
import { renameInNavigation } from "../../metadata/refactor/names-in-object.ts";
import {
  type DesignDocument,
  type DesignDocuments,
  documentsOfKind,
  withContent,
} from "./design-documents.ts";
import { textsPath } from "./document-title.ts";
import { itemNames, navigationGroupOf } from "./navigation.ts";
import { moveTranslations, restoreTranslations } from "./translation-document.ts";

export function withoutTraces(documents: DesignDocuments, document: DesignDocument) {
  const cleared =
    document.kind === "object" ? outOfNavigation(documents, document.name) : documents;
  return moveTranslations(cleared, textsPath(document), null);
}

/** Takes an object out of every group. */
const outOfNavigation = (documents: DesignDocuments, object: string): DesignDocuments =>
  documentsOfKind(documents, "app").reduce(
    (result, { key }) =>
      withContent(result, key, (app) =>
        renameInNavigation(app, (name) => (name === object ? null : name)),
      ),
    documents,
  );

/** The traces of a document as `published` has them. */
export function withTraces(
  documents: DesignDocuments,
  document: DesignDocument,
  published: DesignDocuments,
): DesignDocuments {
  const placed =
    document.kind === "object" && navigationGroupOf(documents, document.name) === null
      ? backInNavigation(documents, document.name, published)
      : documents;
  return restoreTranslations(placed, textsPath(document), published);
}

function backInNavigation(
  documents: DesignDocuments,
  object: string,
  published: DesignDocuments,
): DesignDocuments {
  return documentsOfKind(published, "app").reduce((result, former) => {
    const groups = listOf(former.content.navigation);
    return groups.reduce<DesignDocuments>((placed, group, index) => {
      if (!itemNames(group).includes(object)) return placed;
      return withContent(placed, former.key, (app) => withItemBack(app, object, group, index));
    }, result);
  }, documents);
}

/** Puts an object into the group that stands for the published one, after what it stood after. */
function withItemBack(app: JsonSchema, object: string, former: unknown, index: number) {
  const groups = listOf(app.navigation);
  const titled = groups.findIndex((group) => titleOf(group) === titleOf(former));
  const at = titled >= 0 ? titled : index;
  const group = groups[at];
  if (!isJsonObject(group)) return app;
  const items = [...listOf(group.items)];
  const formerItems = listOf(isJsonObject(former) ? former.items : undefined);
  const place = formerItems.findIndex((item) => itemNames({ items: [item] }).includes(object));
  const before = itemNames({ items: formerItems.slice(0, place) });
  const last = items.findLastIndex((item) =>
    itemNames({ items: [item] }).some((name) => before.includes(name)),
  );
  items.splice(last + 1, 0, formerItems[place]);
  return { ...app, navigation: groups.with(at, { ...group, items }) };
}

const titleOf = (group: unknown): string => (isJsonObject(group) ? textOrEmpty(group.title) : "");

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
