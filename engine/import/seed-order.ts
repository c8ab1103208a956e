/** The order in which objects and rows are stored, so that what they refer to is there. Pure. */
import type { ObjectSeed } from "./seed-tables.ts";

/**
 * Objects after those their lookups and links name. Objects that need each other go in the order
 * given; their keys are then looked up too early and reported.
 */
export function seedOrder(seeds: readonly ObjectSeed[]): readonly ObjectSeed[] {
  const byName = new Map(seeds.map((seed) => [seed.model.name, seed]));
  return afterTheirNeeds(seeds, (seed) =>
    neededObjects(seed).flatMap((name) => byName.get(name) ?? []),
  );
}

function neededObjects({ records, children, links }: ObjectSeed): readonly string[] {
  const columns = [records, ...children].flatMap((table) => table.columns);
  return [
    ...columns.flatMap(({ reference }) => reference?.object.name ?? []),
    ...links.map(({ target }) => target.object.name),
  ];
}

/** Depth first; an item that is under way is not waited for. */
export function afterTheirNeeds<Item>(
  items: readonly Item[],
  needs: (item: Item) => readonly Item[],
): readonly Item[] {
  const ordered = new Set<Item>();
  const underWay = new Set<Item>();
  // A stack of its own: chains of thousands of rows would overflow the call stack.
  const stack: { readonly item: Item; done: boolean }[] = [];
  for (const first of items) {
    stack.push({ item: first, done: false });
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.done || ordered.has(top.item)) {
        ordered.add(top.item);
        stack.pop();
        continue;
      }
      top.done = true;
      underWay.add(top.item);
      for (const need of needs(top.item)) {
        if (!underWay.has(need)) stack.push({ item: need, done: false });
      }
    }
  }
  return [...ordered];
}
