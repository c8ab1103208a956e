/**
 * Values that were replaced when their options went: they come back with the options, where the
 * field still holds what took their place. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import { optionValues } from "../../metadata/diff/option-values.ts";
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import {
  hiddenName,
  type Removed,
  type RemovedThing,
  type Replacement,
} from "../catalog/removed.ts";
import { holdsAny, replaceOptions } from "./option-answers.ts";
import type { Planning } from "./planning.ts";
import type { RewrittenValues } from "./rewritten-values.ts";
import { sameType, saysTitles, wasOnce } from "./type-changes.ts";

/** Values of one field that one publish replaced. */
export interface Replaced {
  readonly thing: RemovedThing;
  readonly replacement: Replacement;
}

function replacedOf(
  { all }: Removed,
  { id }: FieldModel,
  fits: (was: FieldModel) => boolean,
): readonly Replaced[] {
  return all.flatMap((thing) => {
    const { replacement, field: was, subject } = thing;
    const isOfField = subject === id && was !== null && fits(was);
    return replacement !== null && isOfField ? [{ thing, replacement }] : [];
  });
}

/** What may come back to the field: of its type, or of a choice that it was as a text before; newest first. */
function keptFor(removed: Removed, field: FieldModel): readonly Replaced[] {
  const isTextAgain = saysTitles(field) && wasOnce(field, removed);
  return replacedOf(
    removed,
    field,
    (was) => sameType(field, was.type, was.schema) || (isTextAgain && sameColumn(field, was)),
  );
}

const sameColumn = (field: FieldModel, was: FieldModel): boolean =>
  field.type.column(field.schema)?.sql === was.type.column(was.schema)?.sql;

/** Whether the field may be given a value; a text may be anything. */
function takes(field: FieldModel): (option: string) => boolean {
  if (saysTitles(field)) return () => true;
  const options = new Set(optionValues(field));
  return (option) => options.has(option);
}

/** The changes, and one for each field that has options again of which values are kept. */
export function withReturns(
  changes: readonly Change[],
  removed: Removed,
  catalog: Catalog,
  next: Catalog,
): readonly Change[] {
  const kept = new Map(
    removed.all.flatMap((thing) => (thing.replacement === null ? [] : [[thing.subject, thing]])),
  );
  return [...kept.values()].reduce<readonly Change[]>((all, thing) => {
    const change = returnOf(thing, removed, catalog, next);
    return change === null ? all : withReturn(all, change);
  }, changes);
}

type OptionsRestored = Extract<Change, { kind: "options_restored" }>;

function returnOf(
  { subject, object: { id } }: RemovedThing,
  removed: Removed,
  catalog: Catalog,
  next: Catalog,
): OptionsRestored | null {
  const fieldIn = ({ rows }: Catalog) => {
    const object = [...rows.values()].find((model) => model.id === id);
    const field = object?.fields.find((one) => one.id === subject);
    return object === undefined || field === undefined ? null : { object, field };
  };
  const place = fieldIn(next);
  if (place === null || place.field.formula !== null) return null;
  const { field } = place;
  const now = fieldIn(catalog)?.field;
  const isOfType = now !== undefined && sameType(field, now.type, now.schema);
  const before = isOfType ? takes(now) : () => false;
  const isBack = takes(field);
  const kept = keptFor(removed, field).flatMap(({ replacement }) => replacement.options);
  const values = [...new Set(kept)].filter((option) => isBack(option) && !before(option));
  return values.length === 0 ? null : { kind: "options_restored", ...place, values };
}

/** Before what else becomes of the field: what is still empty afterwards is filled. */
function withReturn(changes: readonly Change[], change: OptionsRestored): readonly Change[] {
  const { id } = change.field;
  const at = changes.findIndex(
    (other) =>
      ("field" in other && other.field.id === id) || ("after" in other && other.after.id === id),
  );
  const place = at === -1 ? changes.length : at;
  return [...changes.slice(0, place), change, ...changes.slice(place)];
}

export interface Returning {
  /** In the rows of the table that is known as this. */
  values(table: string): RewrittenValues;
  /** Nothing more will come back from these. */
  readonly spent: readonly RemovedThing[];
}

/** What comes back to a field, as it is to be; null where nothing can. */
export function returning(
  { changes, removed }: Pick<Planning, "changes" | "removed">,
  field: FieldModel,
): Returning | null {
  const isBack = (change: Change) =>
    change.kind === "options_restored" && change.field.id === field.id;
  if (!changes.some(isBack)) return null;
  const kept = keptFor(removed, field);
  const isTaken = takes(field);
  const gone = kept
    .flatMap(({ replacement }) => replacement.options)
    .filter((option) => !isTaken(option));
  const holdsGone = ({ replacement }: Replaced) =>
    replacement.options.some((option) => gone.includes(option));
  const waiting = kept.findIndex(holdsGone);
  return {
    values: (table) => valuesBack(field, kept, gone, table),
    spent: (waiting === -1 ? kept : kept.slice(0, waiting)).map(({ thing }) => thing),
  };
}

/**
 * What one publish made of a value the next may have replaced again: they are undone in turn, as
 * long as each left what the one after it found. Of what a row held on that way it gets the oldest
 * value that the field may have again.
 */
function valuesBack(
  field: FieldModel,
  kept: readonly Replaced[],
  gone: readonly string[],
  table: string,
): RewrittenValues {
  const columns = kept.map(({ thing, replacement }) => ({
    was: identifier(table, hiddenName(thing)),
    made: replaceOptions(field, replacement),
  }));
  const become = (stored: Sql): Sql => {
    const steps = columns.reduce((from, { was, made }, index) => {
      const isUndone = sql`${made.are(was)} and "s"."then" is not distinct from ${made.become(was)}`;
      // Read as a whole, lest each step doubles the one before it.
      const whole = index === 0 ? from : sql`${from} offset 0`;
      return sql`select case when ${isUndone} then ${was} else "s"."then" end as "then", case when ${isUndone} and not ${holdsAny(field, was, gone)} then ${was} else "s"."back" end as "back" from (${whole}) as "s"`;
    }, sql`select ${stored} as "then", ${stored} as "back"`);
    return sql`(select "s"."back" from (${steps}) as "s")`;
  };
  const mayBe = joinSql(
    columns.map(({ was, made }) => sql`${made.are(was)}`),
    sql` or `,
  );
  return {
    are: (stored) => sql`(${mayBe}) and ${become(stored)} is distinct from ${stored}`,
    become,
  };
}

/** What became of a value by all that was replaced since a version, in turn. */
export const replacedSince = (
  removed: Removed,
  field: FieldModel,
  version: number,
): readonly RewrittenValues[] =>
  replacedOf(removed, field, (was) => sameColumn(field, was))
    .filter(({ thing }) => thing.version > version)
    .map(({ replacement }) => replaceOptions(field, replacement))
    .reverse();
