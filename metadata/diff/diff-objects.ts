import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import type { Change } from "./change.ts";
import { changedKeywords } from "./changed-keywords.ts";
import { diffField, isStored, type Targets } from "./diff-field.ts";

/**
 * The changes that lead from one set of objects to another. Objects and fields are matched by id;
 * the order of the result is the order of the documents, not of execution.
 */
export function diffObjects(
  before: readonly ObjectModel[],
  after: readonly ObjectModel[],
  targets: Targets = { before: targetIds(before), after: targetIds(after) },
): readonly Change[] {
  const beforeById = new Map(before.map((object) => [object.id, object]));
  const afterIds = new Set(after.map((object) => object.id));
  return [
    ...before
      .filter((object) => !afterIds.has(object.id))
      .map((object): Change => ({ kind: "object_removed", object })),
    ...after.flatMap((object): readonly Change[] => {
      const former = beforeById.get(object.id);
      if (former === undefined) return [{ kind: "object_added", object }];
      return diffObject(former, object, targets);
    }),
  ];
}

/**
 * Ids by name, so that a lookup to a renamed object is the same lookup. An object that is in
 * neither list has not changed, and its name stands for it.
 */
export function targetIds(objects: readonly ObjectModel[]): (name: string) => string {
  const ids = new Map(objects.map((object) => [object.name, object.id]));
  return (name) => ids.get(name) ?? name;
}

/** The changes of one object, matched by id. */
export function diffObject(
  before: ObjectModel,
  after: ObjectModel,
  targets: Targets,
): readonly Change[] {
  const changes: Change[] = [];
  // Child rows are renamed with their record or their field.
  if (before.table !== after.table && after.parent === null)
    changes.push({ kind: "object_renamed", before, object: after });
  changes.push(
    ...diffFields(before, after, targets),
    ...diffUniqueKeys(before, after),
    ...diffRules(before, after),
  );
  const keywords = changedKeywords(before.document, after.document, objectKeywordsWithOwnChange);
  if (keywords.length > 0)
    changes.push({ kind: "object_changed", object: after, former: before, keywords });
  return changes;
}

const objectKeywordsWithOwnChange = new Set([
  "name",
  "properties",
  "required",
  "unique",
  "id",
  "items",
  "type",
  "rules",
]);

/** Rules are matched by name. */
function diffRules(before: ObjectModel, after: ObjectModel): readonly Change[] {
  const former = new Map(before.rules.map((rule) => [rule.name, rule]));
  const names = new Set(after.rules.map(({ name }) => name));
  return [
    ...before.rules
      .filter(({ name }) => !names.has(name))
      .map((rule): Change => ({ kind: "rule_removed", object: after, rule })),
    ...after.rules.flatMap((rule): readonly Change[] => {
      const known = former.get(rule.name);
      if (known === undefined) return [{ kind: "rule_added", object: after, rule }];
      const same = JSON.stringify(known) === JSON.stringify(rule);
      return same ? [] : [{ kind: "rule_changed", object: after, rule }];
    }),
  ];
}

function diffFields(before: ObjectModel, after: ObjectModel, targets: Targets): readonly Change[] {
  const beforeById = new Map(before.fields.map((field) => [field.id, field]));
  const afterIds = new Set(after.fields.map((field) => field.id));
  const removed = before.fields.filter((field) => !afterIds.has(field.id));
  const changes: Change[] = removed.map((field) => ({
    kind: "field_removed",
    object: after,
    formerObject: before,
    field,
  }));
  for (const field of after.fields) {
    const former = beforeById.get(field.id);
    if (former === undefined) changes.push({ kind: "field_added", object: after, field });
    else if (former.children !== null && field.children !== null) {
      if (former.name !== field.name) {
        changes.push({
          kind: "field_renamed",
          object: after,
          formerObject: before,
          before: former,
          after: field,
        });
      }
      changes.push(
        ...diffField({ before, after }, former, field, targets),
        ...diffObject(former.children, field.children, targets),
      );
    } else changes.push(...diffField({ before, after }, former, field, targets));
  }
  if (removed.length === 0 && changes.length === 0 && orderChanged(before.fields, after.fields)) {
    changes.push({
      kind: "object_changed",
      object: after,
      former: before,
      keywords: ["properties"],
    });
  }
  return changes;
}

function orderChanged(before: readonly FieldModel[], after: readonly FieldModel[]): boolean {
  return before.some((field, index) => after[index]?.id !== field.id);
}

function diffUniqueKeys(before: ObjectModel, after: ObjectModel): readonly Change[] {
  const keyed = (object: ObjectModel) =>
    new Map(
      object.unique.map((names) => {
        const fields = names.flatMap((name) => object.byName.get(name) ?? []);
        return [fields.map((field) => field.id).join("+"), fields] as const;
      }),
    );
  const former = keyed(before);
  const next = keyed(after);
  return [
    ...[...former]
      .filter(([key]) => !next.has(key))
      .map(
        ([, fields]): Change => ({
          kind: "unique_key_removed",
          object: after,
          fields: fields.filter(isStored),
        }),
      ),
    ...[...next]
      .filter(([key]) => !former.has(key))
      .map(([, fields]): Change => ({ kind: "unique_key_added", object: after, fields })),
  ];
}
