/** Computed fields that a publish makes anew: those it changes, and all that read what it wrote. */
import type { Change } from "../../metadata/diff/change.ts";
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import { nameInRecords } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { withRowModels } from "../../metadata/model/row-models.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { formulaGraph } from "../records/formula-graph.ts";

export interface Written {
  readonly change: Change;
  /** Values of rows that are there are written: answers, defaults, replaced options. */
  readonly fills: boolean;
}

/** A field, and the object or the child rows that it belongs to. */
export interface Place {
  readonly model: ObjectModel;
  readonly field: FieldModel;
}

/** Fields of one table that need nothing of each other. */
export interface ComputedLevel {
  readonly model: ObjectModel;
  readonly fields: readonly FieldModel[];
  /** Objects and child rows that are computed, or read for it. */
  readonly models: ReadonlySet<ObjectModel>;
}

/** What is to be computed, in the order in which formulas need each other. */
export function computedLevels(
  written: readonly Written[],
  next: Catalog,
): readonly ComputedLevel[] {
  const places = reachedFields(written, next);
  const levels = new Map<
    string,
    { model: ObjectModel; rank: number; fields: FieldModel[]; models: Set<ObjectModel> }
  >();
  for (const { model, field } of places) {
    const rank = formulaGraph(next).rank(model, field);
    const key = `${rank} ${model.name}`;
    const level = levels.get(key) ?? { model, rank, fields: [], models: new Set([model]) };
    level.fields.push(field);
    levels.set(key, level);
    for (const read of modelsRead(model, field, next)) level.models.add(read);
  }
  return [...levels.values()].sort((a, b) => a.rank - b.rank);
}

const modelsRead = (model: ObjectModel, field: FieldModel, next: Catalog): readonly ObjectModel[] =>
  (formulaOf(field, model, next.objects)?.references ?? []).flatMap(({ names }) =>
    names.flatMap(({ object }) => (object === null ? [] : (next.rows.get(object) ?? []))),
  );

const nameKey = (object: ObjectModel, name: string): string => `${object.id} ${name}`;

/** Names that fields had before: one that has such a name now is read by formulas that stay as they are. */
const namesFreed = (written: readonly Written[]): ReadonlySet<string> =>
  new Set(
    written.flatMap(({ change }) => {
      if (change.kind === "field_removed") return nameKey(change.object, change.field.name);
      return change.kind === "field_renamed" ? nameKey(change.object, change.before.name) : [];
    }),
  );

/** Fields whose values may be others after a change than before it. */
function placesOf({ change, fills }: Written, freed: ReadonlySet<string>): readonly Place[] {
  const isTaken = (object: ObjectModel, { name }: FieldModel) => freed.has(nameKey(object, name));
  switch (change.kind) {
    case "field_added": {
      const { object, field } = change;
      return field.formula !== null || isTaken(object, field) ? [{ model: object, field }] : [];
    }
    case "field_renamed": {
      const { object, after } = change;
      return isTaken(object, after) ? [{ model: object, field: after }] : [];
    }
    case "field_restored":
      return change.field.children === null
        ? [{ model: change.object, field: change.field }]
        : allIn(change.field.children);
    case "object_restored":
      return allIn(change.object);
    case "field_formula_changed":
    case "field_type_changed":
    case "field_targets_changed":
      return [{ model: change.object, field: change.after }];
    case "field_required":
    case "field_required_kept":
    case "options_removed":
    case "options_restored":
      return fills ? [{ model: change.object, field: change.field }] : [];
    default:
      return [];
  }
}

const allIn = (object: ObjectModel): readonly Place[] =>
  withRowModels(object).flatMap((model) => model.fields.map((field) => ({ model, field })));

/**
 * The computed ones of the fields that are written, and those that read them at any distance, in the
 * order in which they need each other.
 */
export function reachedFields(written: readonly Written[], next: Catalog): readonly Place[] {
  const freed = namesFreed(written);
  const pending = written.flatMap((one) => placesOf(one, freed));
  if (pending.length === 0) return [];
  const graph = formulaGraph(next);
  const found = new Map<FieldModel, Place>();
  const seen = new Set<FieldModel>();
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const model = next.rows.get(place.model.name);
    const field = model?.byName.get(place.field.name);
    if (model === undefined || field === undefined || seen.has(field)) continue;
    seen.add(field);
    if (field.formula !== null) found.set(field, { model, field });
    const name = nameInRecords(field);
    pending.push(
      ...graph.of(model).filter(({ reads }) => reads.has(name)),
      ...graph.dependents(model).filter(({ fields }) => fields.has(name)),
    );
  }
  const rank = ({ model, field }: Place) => graph.rank(model, field);
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}
