/** The formulas that a new record, or a new row, decides by itself before it is stored. */
import { computeFields } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { formulaGraph } from "./formula-graph.ts";
import type { Writer } from "./writer.ts";

/**
 * `record` with its formulas, and those of its rows, filled in. Those that look at other records, or
 * read what comes with storing, stay empty: `recompute` follows when the record is there.
 */
export function withOwnFormulas(
  { catalog, clock }: Writer,
  model: ObjectModel,
  record: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { late } = formulaGraph(catalog);
  return computeFields(model, record, {
    objects: catalog.objects,
    clock,
    related: null,
    isLeft: (field) => late.has(field),
  });
}
