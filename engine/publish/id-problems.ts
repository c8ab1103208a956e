/**
 * Stable ids that come where they cannot stand: an id names one thing, which may wait hidden, and
 * what waits keeps the tables and indexes that are called after it. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Removed } from "../catalog/removed.ts";
import { placeInFile } from "./place-in-file.ts";

/** An object, child rows or a field, by its id. */
interface Named {
  readonly id: string;
  readonly object: ObjectModel;
  readonly field: FieldModel | null;
}

export function idProblems(
  catalog: Catalog,
  next: Catalog,
  removed: Removed,
  changes: readonly Change[],
): readonly Problem[] {
  return [
    ...takenIds(catalog, next, removed, changes),
    ...rowsThatStay(catalog, next),
    ...rowsUnderOtherIds(changes),
  ];
}

const withinField = (object: ObjectModel, field: FieldModel): readonly Named[] => [
  { id: field.id, object, field },
  ...(field.children === null ? [] : withinObject(field.children)),
];

const withinObject = (object: ObjectModel): readonly Named[] => [
  { id: object.id, object, field: null },
  ...object.fields.flatMap((field) => withinField(object, field)),
];

/** What is new with the id of something that is hidden, or will be. */
function takenIds(
  catalog: Catalog,
  next: Catalog,
  removed: Removed,
  changes: readonly Change[],
): readonly Problem[] {
  const added = changes.flatMap((change) => {
    if (change.kind === "object_added") return withinObject(change.object);
    return change.kind === "field_added" ? withinField(change.object, change.field) : [];
  });
  if (added.length === 0) return [];
  const wanted = new Set(added.map(({ id }) => id));
  const holders = new Map<string, Named>();
  const note = (named: Named) => {
    if (wanted.has(named.id)) holders.set(named.id, named);
  };
  for (const { kind, object, field } of removed.all) {
    if (kind === "object") withinObject(object).forEach(note);
    if (kind === "field" && field !== null) withinField(object, field).forEach(note);
  }
  // Objects that stay as they are have their ids among the documents, which repeat none.
  for (const object of catalog.objects.values())
    if (next.objects.get(object.name) !== object) withinObject(object).forEach(note);
  return added.flatMap((named) => {
    const other = holders.get(named.id);
    if (other === undefined) return [];
    const { path, file } = placeInFile(named.object, named.field);
    return [problem("id_repeated", `${path}/id`, { id: named.id, other: nameOf(other) }, file)];
  });
}

const nameOf = ({ object, field }: Named): string =>
  [...object.name.split("$"), ...(field === null ? [] : [field.name])].join(".");

/** Child rows whose field is what it was, and that would be known by another id than their table. */
function rowsThatStay(catalog: Catalog, next: Catalog): readonly Problem[] {
  const formerObjects = new Map([...catalog.objects.values()].map((object) => [object.id, object]));
  return [...next.objects.values()].flatMap((object) => {
    const former = formerObjects.get(object.id);
    return former === undefined || former === object ? [] : rowsWithin(object, former);
  });
}

/** Child rows that come back with their field, and by another id than their table is known by. */
function rowsUnderOtherIds(changes: readonly Change[]): readonly Problem[] {
  return changes.flatMap((change): readonly Problem[] => {
    if (change.kind === "field_restored") return rowsOf(change.object, change.field, change.former);
    return change.kind === "object_restored" ? rowsWithin(change.object, change.former) : [];
  });
}

function rowsWithin(object: ObjectModel, former: ObjectModel): readonly Problem[] {
  const formerFields = new Map(former.fields.map((field) => [field.id, field]));
  return object.fields.flatMap((field) => {
    const before = formerFields.get(field.id);
    return before === undefined ? [] : rowsOf(object, field, before);
  });
}

function rowsOf(object: ObjectModel, field: FieldModel, former: FieldModel): readonly Problem[] {
  if (field.children === null || former.children === null) return [];
  const { id } = former.children;
  if (field.children.id === id) return rowsWithin(field.children, former.children);
  const { path, file } = placeInFile(object, field);
  return [problem("rows_id_changed", `${path}/items/id`, { field: field.name, id }, file)];
}
