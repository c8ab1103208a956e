/** Which types turn into which, and in what way. Anything else is refused by name. Pure. */
import { type Change, keepsTarget } from "../../metadata/diff/change.ts";
import { changedKeywords } from "../../metadata/diff/changed-keywords.ts";
import type { FieldType, PropertySchema } from "../../metadata/fields/field-type.ts";
import { fieldTypeOf } from "../../metadata/fields/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem } from "../../metadata/problem.ts";
import { isOfValues, type Removed, type RemovedThing } from "../catalog/removed.ts";
import { placeInFile } from "./place-in-file.ts";

/**
 * - `in_place`: every value stays what it is; the column's type is altered, if it is another.
 * - `convert`: the old column is kept hidden, its values are converted into a new one.
 * - `link`: a lookup becomes the first of several; the old column is kept hidden.
 * - `unlink`: several become one lookup where they are one; the links are kept in a hidden column.
 * - `rebind`: a list points to another object from now on, which it can while it is empty everywhere.
 * - `anew`: computed values are computed again.
 */
export type TypeChangeWay =
  | "in_place"
  | "convert"
  | "link"
  | "unlink"
  | "rebind"
  | "anew"
  | "refused";

export type TypeChange = Extract<Change, { kind: "field_type_changed" }>;

/**
 * Changes that give a field another column: of its type, or of a stored field that is computed from
 * now on, or of one that was computed and was stored once.
 */
export function columnChanges(
  changes: readonly Change[],
  removed: Removed,
): ReadonlyMap<Change, TypeChange> {
  const found = new Map<Change, TypeChange>();
  for (const change of changes) if (change.kind === "field_type_changed") found.set(change, change);
  const retyped = new Set([...found.values()].map(({ after }) => after.id));
  for (const change of changes) {
    if (change.kind !== "field_formula_changed" || retyped.has(change.after.id)) continue;
    const { object, before, after } = change;
    if (after.type.storage !== "column") continue;
    const turns =
      after.formula === null ? formerOf(after, removed) !== undefined : before.formula === null;
    const target = after.target === null ? null : removed.targetId(after.target);
    const targets = { targetBefore: target, targetAfter: target };
    if (turns) found.set(change, { kind: "field_type_changed", object, before, after, ...targets });
  }
  return found;
}

/** Problems of changes for which there is no way. */
export function typeChangeProblems(
  changes: readonly Change[],
  removed: Removed,
): readonly Problem[] {
  return changes.flatMap((change) => {
    if (change.kind !== "field_type_changed" || wayOf(change, removed) !== "refused") return [];
    const { path, file } = placeInFile(change.object, change.after);
    const { before, after } = change;
    const params = { field: after.name, before: before.type.name, after: after.type.name };
    return [problem("type_change_loses_values", path, params, file)];
  });
}

export function wayOf(change: TypeChange, removed: Removed): TypeChangeWay {
  const { before, after } = change;
  // What a column of secrets holds is no text, and no text may come to stand there in clear.
  if (before.type.sealed || after.type.sealed)
    return before.type.name === after.type.name ? "in_place" : "refused";
  if (before.type.storage !== "column") {
    if (before.type.storage === after.type.storage)
      return keepsTarget(change) ? "in_place" : "rebind";
    return isPlainLookup(after) && keepsTarget(change) ? "unlink" : "refused";
  }
  if (after.type.storage !== "column")
    return before.target !== null && keepsTarget(change) ? "link" : "refused";
  if (after.formula !== null) return "anew";
  if (after.target !== null)
    return before.target !== null || textTypes.has(before.type.name) ? "convert" : "refused";
  // What it points to is called so; back to what it was, where its values are still there.
  if (before.target !== null)
    return saysTitles(after) || formerOf(after, removed) !== undefined ? "convert" : "refused";
  // Back to what it was: the old values are still there.
  if (formerOf(after, removed) !== undefined) return "convert";
  if (keepsEveryValue(before, after)) return "in_place";
  const converts =
    after.type.name === before.type.name || after.type.convertibleFrom.includes(before.type.name);
  return converts || (canBeWritten(before.type) && canBeWritten(after.type))
    ? "convert"
    : "refused";
}

/** Nothing is computed, and records may point to whichever they like: a tree has no rings. */
const isPlainLookup = ({ type, target, formula }: FieldModel): boolean =>
  type.storage === "column" && target !== null && formula === null && type.name !== "tree_parent";

/**
 * Types whose values a text can say in full. Between any two of them there is a way, also where
 * hardly a value converts: on the way back to an earlier version a decimal may have to become the
 * choice it once was. A signature is never made from a text, nor a file from its name.
 */
export const canBeWritten = (type: FieldType): boolean =>
  type.convertibleFrom.length > 0 && type.holdsFiles !== true;

/** A kept column from which a field gets values back. */
export interface Former {
  readonly thing: RemovedThing;
  /** What its values are read as where they are not of the very type; it stays kept then. */
  readonly as: FieldModel | null;
}

/**
 * The column that the field had when it was of this type before, if it is still kept. Values that
 * went on in place are in the latest column of what they went on as.
 */
export function formerOf(field: FieldModel, removed: Removed): Former | undefined {
  const kept = removed.all.flatMap((thing) =>
    thing.kind === "former" && thing.subject === field.id && thing.field?.formula === null
      ? [{ thing, as: thing.field }]
      : [],
  );
  const own = kept.find(
    ({ thing, as }) =>
      sameType(field, as.type, as.schema) &&
      (as.target === null ||
        (field.target !== null && thing.targets[as.target] === removed.targetId(field.target))),
  );
  if (own !== undefined) {
    const isAsItWas = own.as.target !== null || takesTheSame(own.as.schema, field.schema);
    return { thing: own.thing, as: isAsItWas ? null : own.as };
  }
  return wasOnce(field, removed) && field.target === null
    ? kept.find(({ as }) => keepsEveryValue(field, as))
    : undefined;
}

/** Whether the field was of its type in an earlier version. */
export const wasOnce = (field: FieldModel, removed: Removed): boolean =>
  removed.earlier(field.id).some((schema) => {
    const type = fieldTypeOf(schema);
    return type !== null && sameType(field, type, schema);
  });

/** False where an option, a bound or a pattern may refuse what the field held then. */
const takesTheSame = (before: PropertySchema, after: PropertySchema): boolean =>
  changedKeywords(before, after, saysNothingOfValues).length === 0;

const saysNothingOfValues: ReadonlySet<string> = new Set(
  "id title description examples deprecated default readOnly unique index search visible_when required_when read_only_when copy_from".split(
    " ",
  ),
);

/** Columns of the same field that were kept after one, from the next on. */
export const keptSince = (
  { all }: Removed,
  { subject, version }: RemovedThing,
): readonly RemovedThing[] =>
  all
    .filter((thing) => isOfValues(thing) && thing.subject === subject && thing.version > version)
    .toSorted((one, other) => one.version - other.version);

export const sameType = (field: FieldModel, type: FieldType, schema: PropertySchema): boolean =>
  type.name === field.type.name &&
  type.column(schema)?.sql === field.type.column(field.schema)?.sql;

/** Types whose text may be the title of a record. */
const textTypes = new Set(["text", "long_text", "select", "auto_number", "email", "phone"]);

const anyText = new Set(["text", "long_text"]);

/** Fields that a lookup may become: each record by its title. */
export const saysTitles = (field: FieldModel): boolean => anyText.has(field.type.name);

/** True when PostgreSQL's own cast says exactly what the value said. */
function keepsEveryValue(before: FieldModel, after: FieldModel): boolean {
  // Such a column does not say what its value says.
  const ownForm = before.type.stored !== undefined || after.type.stored !== undefined;
  if (ownForm) return before.type.name === after.type.name;
  const from = before.type.column(before.schema);
  const to = after.type.column(after.schema);
  if (from === null || to === null) return false;
  if (anyText.has(after.type.name)) return castsToItsText.has(from.parameter);
  const target = digits(to.sql);
  if (target === null) return before.type.name === after.type.name && from.sql === to.sql;
  if (from.parameter === "bigint") return target.whole >= 16;
  const source = digits(from.sql);
  return source !== null && target.whole >= source.whole && target.scale >= source.scale;
}

const castsToItsText = new Set(["text", "bigint", "numeric", "boolean", "date"]);

function digits(column: string): { readonly whole: number; readonly scale: number } | null {
  const found = /^numeric\((\d+), ?(\d+)\)$/.exec(column);
  return found === null
    ? null
    : { whole: Number(found[1]) - Number(found[2]), scale: Number(found[2]) };
}
