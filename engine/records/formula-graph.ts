/**
 * Which computed fields depend on which fields, over one catalog. Made once per catalog on first
 * use; a write asks it what to compute anew.
 */
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import { nameInRecords } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { readsOf, type Step } from "./formula-paths.ts";
import { isNumber } from "./numbering.ts";

export interface ComputedField {
  readonly model: ObjectModel;
  readonly field: FieldModel;
  /** Names of fields of the same row, computed ones resolved to what they read. */
  readonly reads: ReadonlySet<string>;
  /** Lookups that the formula goes through, from this row: `["customer"]`, `["customer", "country"]`. */
  readonly lookups: readonly (readonly string[])[];
  readonly usesRows: boolean;
  /** Its formula looks at other records, or is `late`: no new record decides it by itself. */
  readonly needsStoredRow: boolean;
}

/** A computed field that changes when a field of other rows does. */
export interface Dependent {
  /** The object or child rows whose field is computed. */
  readonly model: ObjectModel;
  readonly field: FieldModel;
  /** The way from there to the changed rows. */
  readonly steps: readonly Step[];
  /** The fields of the changed rows that are read. */
  readonly fields: ReadonlySet<string>;
}

export interface FormulaGraph {
  /** Computed fields of an object or of child rows. */
  of(model: ObjectModel): readonly ComputedField[];
  /** Who looks at this object from outside. */
  dependents(model: ObjectModel): readonly Dependent[];
  /** 1 for formulas that read no computed field, else one more than the highest of those. */
  rank(model: ObjectModel, field: FieldModel): number;
  /** Computed fields that read, if only through others, what comes with storing. */
  readonly late: ReadonlySet<FieldModel>;
}

/** True of what a new record gets no sooner than it is stored: its numbers and system fields. */
export const comesWithStoring = (field: FieldModel): boolean => field.system || isNumber(field);

const graphKey = Symbol("formula graph");

export const formulaGraph = (catalog: Catalog): FormulaGraph =>
  catalog.derived(graphKey, makeGraph);

function makeGraph(catalog: Catalog): FormulaGraph {
  const computed = new Map<ObjectModel, readonly ComputedField[]>();
  const dependents = new Map<string, Dependent[]>();
  const late = lateFields(catalog);
  for (const model of catalog.rows.values()) {
    if (!model.fields.some((field) => field.formula !== null)) continue;
    computed.set(
      model,
      model.fields.flatMap((field) => computedField(field, model, catalog, late)),
    );
    for (const field of model.fields) {
      for (const { path } of formulaOf(field, model, catalog.objects)?.references ?? []) {
        collectDependents(field, model, path, catalog, dependents);
      }
    }
  }
  return {
    of: (model) => computed.get(model) ?? [],
    dependents: (model) => dependents.get(model.name) ?? [],
    rank: makeRank(catalog),
    late,
  };
}

/** The fields that a formula names, on its way and at the end of it. */
const fieldsNamed = (field: FieldModel, model: ObjectModel, catalog: Catalog) =>
  (formulaOf(field, model, catalog.objects)?.references ?? [])
    .flatMap(({ names }) => names)
    .flatMap(({ object, name }) => {
      const owner = object === null ? model : catalog.rows.get(object);
      const read = owner?.byName.get(name);
      return owner && read ? [{ owner, read }] : [];
    });

/** Formulas make no rings (publishing refuses them), so this ends. */
function makeRank(catalog: Catalog): FormulaGraph["rank"] {
  const ranks = new Map<FieldModel, number>();
  const rank = (model: ObjectModel, field: FieldModel): number => {
    const known = ranks.get(field);
    if (known !== undefined) return known;
    let highest = 0;
    for (const { owner, read } of fieldsNamed(field, model, catalog))
      if (read.formula !== null) highest = Math.max(highest, rank(owner, read));
    ranks.set(field, highest + 1);
    return highest + 1;
  };
  return rank;
}

function lateFields(catalog: Catalog): ReadonlySet<FieldModel> {
  const known = new Map<FieldModel, boolean>();
  const isLate = (model: ObjectModel, field: FieldModel): boolean => {
    const found =
      known.get(field) ??
      fieldsNamed(field, model, catalog).some(
        ({ owner, read }) => comesWithStoring(read) || isLate(owner, read),
      );
    known.set(field, found);
    return found;
  };
  const all = [...catalog.rows.values()].flatMap((model) =>
    model.fields.filter((field) => isLate(model, field)),
  );
  return new Set(all);
}

function computedField(
  field: FieldModel,
  model: ObjectModel,
  catalog: Catalog,
  late: FormulaGraph["late"],
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
      needsStoredRow: formula.uses.related || late.has(field),
    },
  ];
}

/** What all paths read of the row itself, through other computed fields of it. */
function collectReads(
  field: FieldModel,
  model: ObjectModel,
  catalog: Catalog,
  reads: Set<string>,
): void {
  const formula = formulaOf(field, model, catalog.objects);
  for (const { path } of formula?.references ?? []) {
    for (const name of ownReads(model, path, catalog)) {
      if (reads.has(name)) continue;
      reads.add(name);
      const read = model.byName.get(name);
      if (read !== undefined && read.formula !== null) collectReads(read, model, catalog, reads);
    }
  }
}

/** The first name of a path, and what it reaches of the row on a way around: `sum(lines, parent.rate)`. */
function ownReads(
  model: ObjectModel,
  path: readonly string[],
  catalog: Catalog,
): readonly string[] {
  return readsOf(model, path, catalog).flatMap(({ steps, read }) =>
    steps.length === 0 ? [nameWritten(model, read)] : [],
  );
}

/** The field that is written where a path reads: for an arm its dynamic lookup. */
function nameWritten(model: ObjectModel, name: string): string {
  const field = model.byName.get(name);
  return field === undefined ? name : nameInRecords(field);
}

/** Registers a formula with all rows that a path leads to. */
function collectDependents(
  field: FieldModel,
  model: ObjectModel,
  path: readonly string[],
  catalog: Catalog,
  dependents: Map<string, Dependent[]>,
): void {
  for (const { steps, at, read } of readsOf(model, path, catalog)) {
    if (steps.length === 0) continue;
    const list = dependents.get(at.name) ?? [];
    list.push({ model, field, steps, fields: new Set([nameWritten(at, read)]) });
    dependents.set(at.name, list);
  }
}
