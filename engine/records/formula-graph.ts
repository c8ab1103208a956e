/**
 * Which computed fields depend on which fields, over one catalog. Made once per catalog on first
 * use; a write asks it what to compute anew.
 */
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";

export interface ComputedField {
  readonly model: ObjectModel;
  readonly field: FieldModel;
  /** Names of fields of the same row, computed ones resolved to what they read. */
  readonly reads: ReadonlySet<string>;
  /** Lookups that the formula goes through, from this row: `["customer"]`, `["customer", "country"]`. */
  readonly lookups: readonly (readonly string[])[];
  readonly usesRows: boolean;
  readonly usesRelated: boolean;
}

/** A computed field that changes when a field of another object does. */
export interface Dependent {
  /** The object or child rows whose fields are computed. */
  readonly model: ObjectModel;
  /** The lookups from there to the changed object. */
  readonly path: readonly string[];
  /** The fields of the changed object that are read. */
  readonly fields: ReadonlySet<string>;
}

export interface FormulaGraph {
  /** Computed fields of an object or of child rows. */
  of(model: ObjectModel): readonly ComputedField[];
  /** Who looks at this object from outside. */
  dependents(model: ObjectModel): readonly Dependent[];
}

const graphKey = Symbol("formula graph");

export const formulaGraph = (catalog: Catalog): FormulaGraph =>
  catalog.derived(graphKey, makeGraph);

function makeGraph(catalog: Catalog): FormulaGraph {
  const computed = new Map<ObjectModel, readonly ComputedField[]>();
  const dependents = new Map<string, Dependent[]>();
  for (const model of catalog.rows.values()) {
    if (!model.fields.some((field) => field.formula !== null)) continue;
    computed.set(
      model,
      model.fields.flatMap((field) => computedField(field, model, catalog)),
    );
    for (const field of model.fields) collectDependents(field, model, catalog, dependents);
  }
  return {
    of: (model) => computed.get(model) ?? [],
    dependents: (model) => dependents.get(model.name) ?? [],
  };
}

function computedField(
  field: FieldModel,
  model: ObjectModel,
  catalog: Catalog,
): readonly ComputedField[] {
  const formula = formulaOf(field, model, catalog.objects);
  if (formula === null) return [];
  const reads = new Set<string>();
  collectReads(field, model, catalog, reads);
  return [
    {
      model,
      field,
      reads,
      lookups: formula.references
        .map(({ path }) => path.slice(0, -1))
        .filter((path) => path.length > 0),
      usesRows: formula.uses.rows,
      usesRelated: formula.uses.related,
    },
  ];
}

/** First names of all paths, through other computed fields of the row. */
function collectReads(
  field: FieldModel,
  model: ObjectModel,
  catalog: Catalog,
  reads: Set<string>,
): void {
  const formula = formulaOf(field, model, catalog.objects);
  for (const { path } of formula?.references ?? []) {
    const name = path[0];
    if (name === undefined || reads.has(name)) continue;
    reads.add(name);
    const read = model.byName.get(name);
    if (read !== undefined && read.formula !== null) collectReads(read, model, catalog, reads);
  }
}

/** Registers a formula with every object that its paths lead to. */
function collectDependents(
  field: FieldModel,
  model: ObjectModel,
  catalog: Catalog,
  dependents: Map<string, Dependent[]>,
): void {
  const formula = formulaOf(field, model, catalog.objects);
  for (const { path } of formula?.references ?? []) {
    let owner: ObjectModel | undefined = model;
    for (const [index, name] of path.slice(0, -1).entries()) {
      const step: FieldModel | undefined = owner?.byName.get(name);
      // Child rows are written together with their record; `parent` likewise.
      if (owner === undefined || step === undefined || step.children !== null) break;
      owner = step.target === null ? undefined : catalog.objects.get(step.target);
      const read = path[index + 1];
      if (owner === undefined || read === undefined) break;
      const list = dependents.get(owner.name) ?? [];
      list.push({ model, path: path.slice(0, index + 1), fields: new Set([read]) });
      dependents.set(owner.name, list);
    }
  }
}
