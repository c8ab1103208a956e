/**
 * Three-way merge of JSON: what either side has changed since the base holds; what both have
 * changed differently is a conflict at its place. Pure.
 */
import { isJsonObject, type JsonSchema } from "../json-object.ts";
import { pointer } from "../problem.ts";

/** `undefined` stands for a value that is not there. */
export interface Sides {
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface MergeConflict extends Sides {
  readonly path: string;
}

/** The merged value; conflicts are added to `conflicts`, and ours stands in their place. */
export function mergeValues(sides: Sides, path: string, conflicts: MergeConflict[]): unknown {
  const { base, ours, theirs } = sides;
  if (same(ours, theirs) || same(base, theirs)) return ours;
  if (same(base, ours)) return theirs;
  if (isJsonObject(ours) && isJsonObject(theirs))
    return mergeObjects({ base: isJsonObject(base) ? base : {}, ours, theirs }, path, conflicts);
  const keyed = keyedSides(sides);
  if (keyed !== null) return Object.values(mergeObjects(keyed, path, conflicts));
  conflicts.push({ ...sides, path });
  return ours;
}

/** The order of members counts: that of properties is the order of fields. */
const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

interface ObjectSides {
  readonly base: JsonSchema;
  readonly ours: JsonSchema;
  readonly theirs: JsonSchema;
}

function mergeObjects(
  { base, ours, theirs }: ObjectSides,
  path: string,
  conflicts: MergeConflict[],
): JsonSchema {
  const merged: Record<string, unknown> = {};
  for (const key of mergedOrder(Object.keys(base), Object.keys(ours), Object.keys(theirs))) {
    const sides = { base: own(base, key), ours: own(ours, key), theirs: own(theirs, key) };
    const value = mergeValues(sides, pointer(path, key), conflicts);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

const own = (holder: JsonSchema, key: string): unknown =>
  Object.hasOwn(holder, key) ? holder[key] : undefined;

/** The order of who moved something, else ours; what only the other has follows what it followed there. */
function mergedOrder(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const known = new Set(base);
  const among = (keys: readonly string[], others: readonly string[]) =>
    keys.filter((key) => known.has(key) && others.includes(key));
  const weMoved = !same(among(ours, base), among(base, ours));
  const [first, second] = weMoved ? [ours, theirs] : [theirs, ours];
  const order = [...first];
  for (const [index, key] of second.entries()) {
    if (order.includes(key)) continue;
    const before = second.slice(0, index).findLast((each) => order.includes(each));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key);
  }
  return order;
}

/** Lists whose items are known by a name of their own, as objects by that name. */
function keyedSides({ base, ours, theirs }: Sides): ObjectSides | null {
  const [former, one, other] = [byName(base ?? []), byName(ours), byName(theirs)];
  return former === null || one === null || other === null
    ? null
    : { base: former, ours: one, theirs: other };
}

function byName(list: unknown): JsonSchema | null {
  if (!Array.isArray(list)) return null;
  const items = new Map<string, unknown>();
  for (const item of list as readonly unknown[]) {
    const name = isJsonObject(item) ? (item.name ?? item.const) : undefined;
    // A name of digits would move to the front of an object.
    if (typeof name !== "string" || /^\d+$/.test(name) || items.has(name)) return null;
    items.set(name, item);
  }
  return Object.fromEntries(items);
}
