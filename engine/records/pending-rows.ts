/** Rows that wait to be computed anew: in the order of locks, then by the rank of what waits. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type Dependent, formulaGraph } from "./formula-graph.ts";
import { lockOrder } from "./lock-order.ts";

/** Rows of one table, of the lowest rank in the first turn that there is. */
export interface NextRows {
  readonly model: ObjectModel;
  readonly ids: readonly string[];
  /** The fields that wait. */
  readonly names: ReadonlySet<string>;
  /** All rows that wait for the same turn, these among them. */
  readonly turn: ReadonlyMap<ObjectModel, ReadonlySet<string>>;
}

export interface Pending {
  add(dependent: Dependent, rows: readonly string[]): void;
  /** Null when nothing waits. */
  take(): NextRows | null;
}

interface Waiting {
  readonly model: ObjectModel;
  readonly turn: number;
  readonly rank: number;
  readonly ids: Set<string>;
  readonly names: Set<string>;
}

export function makePending(catalog: Catalog): Pending {
  const waiting = new Map<string, Waiting>();
  return {
    add({ model, field }, rows) {
      if (rows.length === 0) return;
      const rank = formulaGraph(catalog).rank(model, field);
      const key = `${model.name} ${rank}`;
      const turn = lockOrder(catalog).turn(model);
      const entry = waiting.get(key) ?? { model, turn, rank, ids: new Set(), names: new Set() };
      waiting.set(key, entry);
      for (const id of rows) entry.ids.add(id);
      entry.names.add(field.name);
    },
    take() {
      const [first] = [...waiting].sort(([, a], [, b]) => a.turn - b.turn || a.rank - b.rank);
      if (first === undefined) return null;
      const [key, { model, turn, ids, names }] = first;
      const together = new Map<ObjectModel, Set<string>>();
      for (const other of waiting.values()) {
        if (other.turn !== turn) continue;
        const known = together.get(other.model) ?? new Set();
        for (const id of other.ids) known.add(id);
        together.set(other.model, known);
      }
      waiting.delete(key);
      return { model, ids: [...ids], names, turn: together };
    },
  };
}
