/** Names of an object's fields by their titles, in every language they have. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { locales } from "../../metadata/text.ts";
import type { Catalog } from "./catalog.ts";
import { localised } from "./localised.ts";

/** Lower case title → name of the field; a title that two fields have names neither. */
export function translatedTitles(
  catalog: Catalog,
  model: ObjectModel,
): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  const add = (title: unknown, name: string) => {
    if (typeof title !== "string" || title === "") return;
    const key = title.trim().toLocaleLowerCase();
    found.set(key, (found.get(key) ?? new Set<string>()).add(name));
  };
  for (const field of model.byName.values()) add(field.title, field.name);
  for (const locale of locales) {
    const properties = localised(catalog, locale).object(model.name)?.properties;
    if (!isJsonObject(properties)) continue;
    for (const [name, schema] of Object.entries(properties))
      add(isJsonObject(schema) ? schema.title : null, name);
  }
  return new Map(
    [...found].flatMap(([title, names]) => {
      const [only, ...more] = names;
      return only === undefined || more.length > 0 ? [] : [[title, only] as const];
    }),
  );
}
