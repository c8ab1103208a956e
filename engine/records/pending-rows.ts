/** Rows that wait to be computed anew, by the rank of the field that makes them wait. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type Dependent, formulaGraph } from "./formula-graph.ts";

export interface Pending {
  add(dependent: Dependent, rows: readonly string[]): void;
  /** Rows of one table, of the lowest rank there is; null when nothing waits. */
  take(): { readonly model: ObjectModel; readonly ids: readonly string[] } | null;
}

export function makePending(catalog: Catalog): Pending {
  const waiting = new Map<number, Map<ObjectModel, Set<string>>>();
  return {
    add({ model, field }, rows) {
      if (rows.length === 0) return;
      const rank = formulaGraph(catalog).rank(model, field);
      const tables = waiting.get(rank) ?? new Map<ObjectModel, Set<string>>();
      waiting.set(rank, tables);
      const ids = tables.get(model) ?? new Set<string>();
      tables.set(model, ids);
      for (const id of rows) ids.add(id);
    },
    take() {
      if (waiting.size === 0) return null;
      const rank = Math.min(...waiting.keys());
      for (const [model, ids] of waiting.get(rank) ?? []) {
        waiting.get(rank)?.delete(model);
        if (waiting.get(rank)?.size === 0) waiting.delete(rank);
        return { model, ids: [...ids] };
      }
      return null;
    },
  };
}
