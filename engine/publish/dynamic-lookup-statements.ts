/**
 * What a change means for the columns of a dynamic lookup: one per target, and the one that shows
 * what they hold. That one has no data and is made anew whenever the targets change. Pure.
 */
import { armUnder } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import {
  foreignKeyName,
  indexName,
  onlyOneName,
  quoted,
  removedName,
  tableOf,
} from "../db/names.ts";
import { alter, at, dropIndex, type StagedStatement, setNotNull } from "./staged-statement.ts";
import {
  columnDefinition,
  createIndex,
  fieldForeignKeys,
  isNotNull,
  onlyOneOf,
  shownDefinition,
  type TableNames,
} from "./table-statements.ts";

export const dropForeignKey = (field: FieldModel): string =>
  `drop constraint if exists ${quoted(foreignKeyName(field))}`;

/** Targets that go must have nobody who points there: a row in the way stops the publish. */
export function changeTargets(
  names: TableNames,
  object: ObjectModel,
  before: FieldModel,
  after: FieldModel,
): readonly StagedStatement[] {
  const table = tableOf(object);
  const former = new Set(before.arms.map(({ id }) => id));
  const present = new Set(after.arms.map(({ id }) => id));
  const added = after.arms.filter(({ id }) => !former.has(id));
  const gone = before.arms
    .filter(({ id }) => !present.has(id))
    .map((arm) => quoted(armUnder(after, arm).name));
  return [
    ...at(
      "alter",
      [
        `drop column if exists ${quoted(after.name)}`,
        `drop constraint if exists ${quoted(onlyOneName(after))}`,
        ...gone.flatMap((column) => [
          `add constraint "$empty" check (${column} is null)`,
          `drop column ${column}`,
        ]),
        ...added.map((arm) => `add column ${columnDefinition(arm)}`),
        `add column ${shownDefinition(after)}`,
        ...onlyOneOf(after).map((constraint) => `add ${constraint}`),
      ].map((what) => alter(names, table, what)),
    ),
    ...(isNotNull(after) ? [setNotNull(names, object, after)] : []),
    ...at(
      "index",
      added.map((arm) => createIndex(names, object, arm)),
    ),
    ...at(
      "link",
      added.flatMap((arm) => fieldForeignKeys(names, object, arm)),
    ),
  ];
}

/** The columns keep their data under hidden names; what bound them to others is taken away. */
export function removeDynamicLookup(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): readonly StagedStatement[] {
  const table = tableOf(object);
  const column = quoted(field.name);
  return [
    ...at("detach", [
      ...field.arms.map((arm) => alter(names, table, dropForeignKey(arm))),
      ...field.arms.map((arm) => dropIndex(names, indexName(arm))),
      alter(names, table, `drop constraint if exists ${quoted(onlyOneName(field))}`),
      ...(isNotNull(field) ? [alter(names, table, `alter column ${column} drop not null`)] : []),
    ]),
    ...at(
      "remove_columns",
      [field, ...field.arms].map(({ name, id }) =>
        alter(names, table, `rename column ${quoted(name)} to ${quoted(removedName(id))}`),
      ),
    ),
  ];
}

/** The columns come back; those of targets that it has no more are for `changeTargets`. */
export function restoreDynamicLookup(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
  former: FieldModel,
): readonly StagedStatement[] {
  const table = tableOf(object);
  const back = [
    { id: field.id, name: field.name },
    ...former.arms.map((arm) => armUnder(field, arm)),
  ];
  const present = new Set(field.arms.map(({ id }) => id));
  const bound = former.arms.filter(({ id }) => present.has(id)).map((arm) => armUnder(field, arm));
  const shown = { ...field, arms: former.arms.map((arm) => armUnder(field, arm)) };
  return [
    ...at(
      "create",
      back.map(({ id, name }) =>
        alter(names, table, `rename column ${quoted(removedName(id))} to ${quoted(name)}`),
      ),
    ),
    ...at(
      "create",
      onlyOneOf(shown).map((constraint) => alter(names, table, `add ${constraint}`)),
    ),
    ...at(
      "index",
      bound.map((arm) => createIndex(names, object, arm)),
    ),
  ];
}
