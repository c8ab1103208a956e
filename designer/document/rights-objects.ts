/** The objects whose rights a role speaks of, and their fields, as rows of a matrix. */
import { everyName } from "../../metadata/access/role.ts";
import { isBuiltInField } from "../../metadata/documents/built-in-objects.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { titleFromName } from "../../metadata/model/resolve-object.ts";
import type { Locale } from "../../metadata/text.ts";
import type { DesignDocuments } from "./design-documents.ts";
import type { DraftModels } from "./draft-models.ts";
import { objectGroups } from "./object-groups.ts";
import { rightsSections } from "./rights-sections.ts";

export interface RightsGroup {
  readonly kind: "navigation" | "built_in" | "unknown";
  /** Title of the group in the navigation; `""` for objects that stand in none. */
  readonly title: string;
  /** Names of objects. */
  readonly objects: readonly string[];
}

/** Every object in the groups of the navigation, those of every workspace, and names of none. */
export function rightsGroups(
  documents: DesignDocuments,
  models: DraftModels,
  locale: Locale,
  content: unknown,
): readonly RightsGroup[] {
  const builtIn = [...models.values()].filter((model) => model.builtIn && model.parent === null);
  const apart = new Set(builtIn.map(({ name }) => name));
  const own = objectGroups(documents, locale).map(
    ({ title, objects }): RightsGroup => ({
      kind: "navigation",
      title,
      objects: objects.map(({ name }) => name).filter((name) => !apart.has(name)),
    }),
  );
  const known = new Set([...own.flatMap(({ objects }) => objects), ...apart, everyName]);
  const said = rightsSections.flatMap((section) =>
    Object.keys(objectOrEmpty(objectOrEmpty(content)[section])),
  );
  const unknown = [...new Set(said)].filter((name) => !known.has(name));
  const groups: readonly RightsGroup[] = [
    ...own,
    { kind: "built_in", title: "", objects: [...apart] },
    { kind: "unknown", title: "", objects: unknown },
  ];
  return groups.filter(({ objects }) => objects.length > 0);
}

export const objectTitle = (models: DraftModels, name: string): string =>
  models.get(name)?.title || titleFromName(name);

export interface RightsField {
  /** `lines.price`. */
  readonly path: string;
  readonly title: string;
  /** Title with those of the rows it lies in: `Lines › Price`. */
  readonly wholeTitle: string;
  readonly depth: number;
  readonly isSecret: boolean;
  readonly isWritable: boolean;
}

/** Fields in the order of the document, those of child rows beneath their rows. */
export function rightsFields(model: ObjectModel | undefined): readonly RightsField[] {
  if (model === undefined) return [];
  const walk = (rows: ObjectModel, above: readonly RightsField[]): readonly RightsField[] =>
    rows.fields.flatMap((field) => {
      // How people are organised is known to all of them.
      if (above.length === 0 && isBuiltInField(rows.name, field.name)) return [];
      const parent = above.at(-1);
      const entry: RightsField = {
        path: parent === undefined ? field.name : `${parent.path}.${field.name}`,
        title: field.title,
        wholeTitle: [...above.map(({ title }) => title), field.title].join(" › "),
        depth: above.length,
        isSecret: field.type.name === "secret",
        isWritable: !field.readOnly && !field.system,
      };
      return field.children === null
        ? [entry]
        : [entry, ...walk(field.children, [...above, entry])];
    });
  return walk(model, []);
}
