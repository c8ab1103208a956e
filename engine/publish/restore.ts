/**
 * Objects and fields that come back: what waited hidden is renamed to what it is to be called, and
 * the rest is the same changes as of anything that stayed. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import { diffField, type Targets } from "../../metadata/diff/diff-field.ts";
import { diffObject } from "../../metadata/diff/diff-objects.ts";
import { armUnder, byName } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Removed, RemovedThing } from "../catalog/removed.ts";
import { leftBehind } from "./hidings.ts";

/** Additions of what waits hidden become restorations, followed by what else changes in them. */
export function withRestorations(
  changes: readonly Change[],
  removed: Removed,
  targets: Targets,
): readonly Change[] {
  return changes.flatMap((change): readonly Change[] => {
    if (change.kind === "object_added") {
      const thing = removed.object(change.object.id);
      return thing === undefined
        ? [change]
        : restoredObject(change.object, thing.object, removed, since(thing, targets));
    }
    if (change.kind === "field_added") {
      const thing = removed.field(change.field.id, change.object.id);
      return thing?.field == null
        ? [change]
        : restoredField(change, thing.field, removed, since(thing, targets));
    }
    return [change];
  });
}

/** Lookups that come back pointed to what their targets were called then. */
const since = (thing: RemovedThing, { after }: Targets): Targets => ({
  before: (name) => (Object.hasOwn(thing.targets, name) ? (thing.targets[name] ?? name) : name),
  after,
});

function restoredObject(
  object: ObjectModel,
  former: ObjectModel,
  removed: Removed,
  targets: Targets,
): readonly Change[] {
  const renamed = calledAs(former, object);
  const behind = new Set(leftBehind(object, renamed));
  const inner = diffObject(renamed, object, targets).filter(
    (change) =>
      !isOfWords(change) && !(change.kind === "field_removed" && behind.has(change.field)),
  );
  return [
    { kind: "object_restored", object, former: renamed },
    ...withRestorations(inner, removed, targets),
  ];
}

/** Changes that say nothing about tables are part of the restoration; of a tree the rows have a say. */
const isOfWords = (change: Change): boolean =>
  change.kind === "field_changed"
    ? change.field.type.name !== "tree_parent" || change.former.type.name === "tree_parent"
    : change.kind === "object_changed" || change.kind.startsWith("rule_");

function restoredField(
  { object, field }: Extract<Change, { kind: "field_added" }>,
  former: FieldModel,
  removed: Removed,
  targets: Targets,
): readonly Change[] {
  const restoration: Change = { kind: "field_restored", object, field, former };
  if (former.children !== null && field.children !== null) {
    const [, ...inner] = restoredObject(field.children, former.children, removed, targets);
    return [restoration, ...inner];
  }
  // Only the values stayed: what bound them went with the field.
  const bare: FieldModel = {
    ...former,
    name: field.name,
    arms: former.arms.map((arm) => armUnder(field, arm)),
    required: false,
    unique: false,
    indexed: false,
    onDelete: field.onDelete,
  };
  const inner = diffField({ before: object, after: object }, bare, field, targets);
  return [restoration, ...inner.filter((change) => !isOfWords(change))];
}

/** Keys speak of columns, which keep a name that something else may have by now. */
const columnsLast = (a: FieldModel, b: FieldModel): number =>
  Number(a.type.storage === "column") - Number(b.type.storage === "column");

/** A former state whose tables are called as those of the new one; fields keep their names. */
function calledAs(former: ObjectModel, object: ObjectModel): ObjectModel {
  const now = new Map(object.fields.map((field) => [field.id, field]));
  const fields = former.fields.map((field): FieldModel => {
    const next = now.get(field.id);
    if (next === undefined || field.type.storage === "column") return field;
    const children =
      field.children === null || next.children === null
        ? field.children
        : calledAs(field.children, next.children);
    return { ...field, name: next.name, children };
  });
  return {
    ...former,
    name: object.name,
    table: object.table,
    parent: object.parent,
    fields,
    byName: byName([...former.systemFields, ...fields.toSorted(columnsLast)]),
  };
}
