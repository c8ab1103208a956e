/** Which name a thing gets that two sides called differently, and where that is not clear. Pure. */
import { pointer } from "../problem.ts";
import type { NamedPlace, PlacesById } from "./shared-names.ts";

export interface NameSides {
  readonly base: PlacesById;
  readonly ours: PlacesById;
  readonly theirs: PlacesById;
}

export interface NameConflict {
  /** The document of the object. */
  readonly object: string;
  readonly path: string;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/** The name of who changed it, else the one it had. */
export function nameAfter({ base, ours, theirs }: NameSides, id: string): string {
  const [former, one, other] = [base.get(id), ours.get(id), theirs.get(id)];
  const changed = one !== undefined && one.name !== former?.name ? one : (other ?? one);
  return changed?.name ?? former?.name ?? id;
}

/** Both sides renamed it, or one did what the other removed. */
export function nameConflicts(
  { base, ours, theirs }: NameSides,
  ids: ReadonlySet<string>,
): readonly NameConflict[] {
  return [...ids].flatMap((id): readonly NameConflict[] => {
    const [former, one, other] = [base.get(id), ours.get(id), theirs.get(id)];
    const shown = one ?? other;
    if (former === undefined || shown === undefined || one?.name === other?.name) return [];
    if (one?.name === former.name || other?.name === former.name) return [];
    return [conflictAt(shown, one, other)];
  });
}

/** Things that would be called alike once all have their names. */
export function takenNames(merged: PlacesById, sides: NameSides): readonly NameConflict[] {
  const holders = new Map<string, NamedPlace>();
  return [...merged.values()].flatMap((place): readonly NameConflict[] => {
    const name = nameAfter(sides, place.id);
    const other = holders.get(`${place.holder} ${name}`);
    holders.set(`${place.holder} ${name}`, place);
    if (other === undefined) return [];
    const [one, two] = [other, place].map(({ id }) => sides.ours.get(id) ?? sides.theirs.get(id));
    return one && two ? [conflictAt(one.name === name ? one : two, one, two)] : [];
  });
}

const conflictAt = (
  { object, path }: NamedPlace,
  ours: NamedPlace | undefined,
  theirs: NamedPlace | undefined,
): NameConflict => ({
  object,
  path: path.length === 0 ? "/name" : fieldPointer(path),
  ours: ours?.name,
  theirs: theirs?.name,
});

/** `/properties/lines/items/properties/price` of `lines`, `price`. */
const fieldPointer = (path: readonly string[]): string =>
  path.reduce(
    (above, name, index) =>
      pointer(above, ...(index === 0 ? ["properties"] : ["items", "properties"]), name),
    "",
  );
