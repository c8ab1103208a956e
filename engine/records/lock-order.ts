/**
 * The order in which writes take records: an object that formulas look at through lookups comes
 * before those that look, and the records of an object go by their ids. Whoever keeps to it waits
 * for others, and is never waited for by those he waits for.
 */
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { pathSteps } from "./formula-paths.ts";

export interface LockOrder {
  /** The object that the rows belong to; an object is its own. */
  recordsOf(model: ObjectModel): ObjectModel;
  /** The turn of the object, or of the object that the rows belong to. */
  turn(model: ObjectModel): number;
  /** Its records lead to others of their turn: objects that look at each other share one. */
  isRing(model: ObjectModel): boolean;
}

const orderKey = Symbol("lock order");

export const lockOrder = (catalog: Catalog): LockOrder => catalog.derived(orderKey, makeOrder);

function makeOrder(catalog: Catalog): LockOrder {
  const recordsOf = (model: ObjectModel): ObjectModel =>
    catalog.objects.get(model.name.split("$")[0] ?? "") ?? model;
  const reached = closureOf(lookedAt(catalog, recordsOf));
  const isRing = (name: string) => reached.get(name)?.has(name) ?? false;
  const turns = new Map(
    [...groupsOf(reached)].flatMap((group, index) => group.map((name) => [name, index] as const)),
  );
  return {
    recordsOf,
    turn: (model) => turns.get(recordsOf(model).name) ?? 0,
    isRing: (model) => isRing(recordsOf(model).name),
  };
}

/** The objects that formulas of an object, and of its rows, look at on their ways. */
function lookedAt(
  catalog: Catalog,
  recordsOf: (model: ObjectModel) => ObjectModel,
): ReadonlyMap<string, ReadonlySet<string>> {
  const looked = new Map([...catalog.objects.keys()].map((name) => [name, new Set<string>()]));
  for (const model of catalog.rows.values()) {
    for (const field of model.fields) {
      for (const { path } of formulaOf(field, model, catalog.objects)?.references ?? []) {
        for (const { kind, from, to } of pathSteps(model, path, catalog))
          if (kind === "lookup") looked.get(recordsOf(from).name)?.add(recordsOf(to).name);
      }
    }
  }
  return looked;
}

/** All that is reached, at any distance. */
function closureOf(
  looked: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    [...looked].map(([name, targets]) => {
      const found = new Set(targets);
      for (const target of found) for (const next of looked.get(target) ?? []) found.add(next);
      return [name, found];
    }),
  );
}

/** Objects that look at each other together; whoever is looked at reaches less, and comes first. */
function groupsOf(reached: ReadonlyMap<string, ReadonlySet<string>>): readonly string[][] {
  const groups = new Map<string, string[]>();
  for (const name of [...reached.keys()].sort()) {
    const others = [...(reached.get(name) ?? [])].filter((other) => reached.get(other)?.has(name));
    const first = [name, ...others].sort()[0] ?? name;
    groups.set(first, [...(groups.get(first) ?? []), name]);
  }
  const breadth = ([name = ""]: readonly string[]) => {
    const found = reached.get(name);
    return (found?.size ?? 0) + (found?.has(name) ? 0 : 1);
  };
  return [...groups.values()].sort((a, b) => breadth(a) - breadth(b));
}
