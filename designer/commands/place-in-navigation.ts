import { isJsonObject } from "../../metadata/json-object.ts";
import { renameInNavigation } from "../../metadata/refactor/names-in-object.ts";
import { type Design, withContent } from "../document/design-documents.ts";
import { type NavigationPlace, navigationGroupOf } from "../document/navigation.ts";
import { command } from "./command.ts";

export interface PlaceInNavigationInput {
  /** Name of the object. */
  readonly object: string;
  /** `null` takes it out of the navigation. */
  readonly place: NavigationPlace | null;
}

function takeOut(design: Design, object: string): Design["documents"] {
  const before = navigationGroupOf(design.documents, object);
  if (!before) return design.documents;
  return withContent(design.documents, before.app, (app) =>
    renameInNavigation(app, (name) => (name === object ? null : name)),
  );
}

/** Puts an object at the end of a navigation group, from wherever it stood. */
export const placeInNavigation = command<PlaceInNavigationInput>({
  id: "place_in_navigation",
  label: { en: "Change navigation", "zh-CN": "修改导航" },
  run(design, { object, place }) {
    const without = takeOut(design, object);
    if (!place) return { ...design, documents: without };
    const documents = withContent(without, place.app, (app) => {
      const groups = Array.isArray(app.navigation) ? app.navigation : [];
      const navigation = groups.map((group: unknown, index) => {
        if (index !== place.group || !isJsonObject(group)) return group;
        return { ...group, items: [...(Array.isArray(group.items) ? group.items : []), object] };
      });
      return { ...app, navigation };
    });
    return { ...design, documents };
  },
});
