/**
 * What two sides call by different names is called by one while they are merged: fields and objects
 * are matched by their stable ids, and so is everything that names them. Pure.
 */
import { stableIdPattern } from "../documents/assign-ids.ts";
import type { MetadataDocument } from "../documents/document.ts";
import { fieldEntries, rowSchema } from "../refactor/map-fields.ts";
import { type FieldAddress, renameFieldEverywhere } from "../refactor/rename-field.ts";
import { renameObjectEverywhere } from "../refactor/rename-object.ts";

/** A field, or an object: the path is empty then. */
export interface NamedPlace extends FieldAddress {
  readonly id: string;
  /** The object or the field that holds it; of an object, itself. */
  readonly holder: string;
  readonly name: string;
}

export type PlacesById = ReadonlyMap<string, NamedPlace>;

/** Without ids that occur twice: the check of the documents names those. */
export function placesOf(documents: readonly MetadataDocument[]): PlacesById {
  const found = new Map<string, NamedPlace>();
  const repeated = new Set<string>();
  const add = (id: unknown, place: Omit<NamedPlace, "id">): void => {
    if (typeof id !== "string" || !stableIdPattern.test(id)) return;
    if (found.has(id)) repeated.add(id);
    found.set(id, { id, ...place });
  };
  const addFields = (object: string, holder: string, rows: object, above: readonly string[]) => {
    for (const [name, schema] of fieldEntries({ ...rows })) {
      const path = [...above, name];
      add(schema.id, { object, path, holder, name });
      const inRows = rowSchema(schema);
      if (inRows !== null && typeof schema.id === "string")
        addFields(object, schema.id, inRows, path);
    }
  };
  for (const { kind, name, content } of documents) {
    if (kind !== "object" || typeof content.id !== "string") continue;
    add(content.id, { object: name, path: [], holder: "", name });
    addFields(name, content.id, content, []);
  }
  for (const id of repeated) found.delete(id);
  return found;
}

/** What the sides do not call alike, or what shares its name with another thing on another side. */
export function differentlyNamed(sides: readonly PlacesById[]): ReadonlySet<string> {
  const names = new Map<string, Set<string>>();
  const idsOfName = new Map<string, Set<string>>();
  for (const { id, holder, name } of sides.flatMap((side) => [...side.values()])) {
    addTo(names, id, name);
    addTo(idsOfName, `${holder} ${name}`, id);
  }
  const found = new Set<string>();
  for (const [id, all] of names) if (all.size > 1) found.add(id);
  for (const ids of idsOfName.values()) if (ids.size > 1) for (const id of ids) found.add(id);
  return found;
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}

/** Every thing of `names` under the name given there, with all that names it; the order stays. */
export function withNames(
  documents: readonly MetadataDocument[],
  names: ReadonlyMap<string, string>,
): readonly MetadataDocument[] {
  const places = [...placesOf(documents).values()].filter(({ id }) => names.has(id));
  // What lies deepest comes first: paths lead there by names that still are what they were.
  places.sort((one, other) => other.path.length - one.path.length);
  return places.reduce((renamed, place) => {
    const to = names.get(place.id) ?? place.name;
    return place.path.length === 0
      ? renameObjectEverywhere(renamed, place.object, to)
      : renameFieldEverywhere(renamed, place, to);
  }, documents);
}

/** What a thing is called during the merge; nothing else is called so. */
export const sharedName = (id: string): string => `merged_${id}`;
