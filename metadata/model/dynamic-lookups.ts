/**
 * Dynamic lookups inside the house: one lookup per target, called an arm, with a column and a
 * foreign key of its own. What follows lookups (joins, formulas, deletes) follows arms; what reads
 * or writes values knows the dynamic lookup alone.
 */

import { lookup } from "../fields/lookup.ts";
import { isJsonObject } from "../json-object.ts";
import { oncePer } from "../once-per-document.ts";
import type { FieldModel, ObjectModel } from "./object-model.ts";

/** The arms of a field, called after their targets until `withTargetIds` knows their ids. */
export const armsOf = (
  field: FieldModel,
  targets: readonly string[],
  idOf: (target: string) => string = (target) => target,
): readonly FieldModel[] =>
  [...new Set(targets)].map((target) => ({
    ...field,
    id: `${field.id}${idOf(target)}`,
    name: `${field.name}$${idOf(target)}`,
    type: lookup,
    schema: { $ref: "tenon:lookup", target, on_delete: field.onDelete },
    required: false,
    default: null,
    conditions: null,
    target,
    arms: [],
    armOf: field.name,
  }));

const hasArms = oncePer((model: ObjectModel): boolean =>
  model.fields.some(
    ({ arms, children }) => arms.length > 0 || (children !== null && hasArms(children)),
  ),
);

/**
 * The model with arms that go by the ids of their targets, so that renaming a target moves no
 * column. The same model when it has no dynamic lookups.
 */
export function withTargetIds(model: ObjectModel, idOf: (target: string) => string): ObjectModel {
  if (!hasArms(model)) return model;
  const fields = model.fields.map((field): FieldModel => {
    if (field.arms.length > 0) {
      const targets = field.arms.flatMap(({ target }) => target ?? []);
      return { ...field, arms: armsOf(field, targets, idOf) };
    }
    if (field.children === null) return field;
    const children = withTargetIds(field.children, idOf);
    return children === field.children ? field : { ...field, children };
  });
  // None is shared with the other model: what is compiled of a field names arms.
  const own = fields.map((field, index) => (field === model.fields[index] ? { ...field } : field));
  return { ...model, fields: own, byName: byName([...model.systemFields, ...own]) };
}

/** An arm as it is called when its dynamic lookup is called as `field`. */
export const armUnder = (field: FieldModel, arm: FieldModel): FieldModel => ({
  ...arm,
  name: `${field.name}${arm.name.slice(arm.name.indexOf("$"))}`,
  armOf: field.name,
});

/** Fields and their arms by name. */
export const byName = (fields: readonly FieldModel[]): ReadonlyMap<string, FieldModel> =>
  new Map(fields.flatMap((field) => [field, ...field.arms]).map((field) => [field.name, field]));

/** The fields that hold what a field of a document says: its arms, or the field itself. */
export const holdersOf = (field: FieldModel): readonly FieldModel[] =>
  field.arms.length > 0 ? field.arms : [field];

/** What a record in JSON has for a field; for an arm the id, if it is its target's. */
export function valueHeld(field: FieldModel, record: Readonly<Record<string, unknown>>): unknown {
  if (field.armOf === null) return record[field.name];
  const value = record[field.armOf];
  return isJsonObject(value) && value.object === field.target ? value.id : null;
}

/** A value with the id of its object in place of its name, for keeping beyond renames. */
export const keptReference = (field: FieldModel, value: unknown): unknown =>
  withObject(value, (object) => {
    const arm = field.arms.find(({ target }) => target === object);
    return arm === undefined ? object : targetIdOf(field, arm);
  });

/** The way back; an object that is no target any more keeps its id. */
export const namedReference = (field: FieldModel, value: unknown): unknown =>
  withObject(
    value,
    (object) => field.arms.find((arm) => targetIdOf(field, arm) === object)?.target ?? object,
  );

export const targetIdOf = (field: FieldModel, arm: FieldModel): string =>
  arm.id.slice(field.id.length);

const withObject = (value: unknown, change: (object: unknown) => unknown): unknown =>
  isJsonObject(value) ? { id: value.id, object: change(value.object) } : value;

/** The name that documents and records have for a field: for an arm, that of its dynamic lookup. */
export const nameInRecords = (field: FieldModel): string => field.armOf ?? field.name;
