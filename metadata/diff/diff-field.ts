import { choicesOf } from "../fields/values/choices.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import type { Change } from "./change.ts";
import { changedKeywords } from "./changed-keywords.ts";
import { optionValues } from "./option-values.ts";

/** True when the values live in a column of the object's own table. */
export const isStored = (field: FieldModel): boolean => field.type.storage === "column";

/** What the names of target objects stand for, before and after. */
export interface Targets {
  before(name: string): string;
  after(name: string): string;
}

/** The changes between two states of one field. */
export function diffField(
  objects: { readonly before: ObjectModel; readonly after: ObjectModel },
  before: FieldModel,
  after: FieldModel,
  targets: Targets,
): readonly Change[] {
  const object = objects.after;
  const changes: Change[] = [];
  if (before.name !== after.name && before.children === null) {
    changes.push({ kind: "field_renamed", object, formerObject: objects.before, before, after });
  }
  const targetBefore = before.target === null ? null : targets.before(before.target);
  const targetAfter = after.target === null ? null : targets.after(after.target);
  const pair = { object, before, after, targetBefore, targetAfter };
  const retyped = storageSignature(before, targetBefore) !== storageSignature(after, targetAfter);
  if (retyped) changes.push({ kind: "field_type_changed", ...pair });
  // What is cleared is filled where the field becomes required. A conversion asks for itself.
  const kept = new Set(optionValues(after));
  const removed = kept.size === 0 ? [] : optionValues(before).filter((value) => !kept.has(value));
  if (removed.length > 0 && !retyped)
    changes.push({
      kind: "options_removed",
      object,
      field: after,
      former: before,
      values: removed,
    });
  if (before.required !== after.required) {
    changes.push({
      kind: after.required ? "field_required" : "field_optional",
      object,
      field: after,
    });
  }
  if (before.unique !== after.unique) {
    changes.push({
      kind: after.unique ? "field_unique" : "field_not_unique",
      object,
      field: after,
    });
  }
  if (before.indexed !== after.indexed) {
    changes.push({
      kind: after.indexed ? "field_indexed" : "field_not_indexed",
      object,
      field: after,
    });
  }
  if (before.onDelete !== after.onDelete) {
    changes.push({ kind: "field_on_delete_changed", ...pair });
  }
  if (!retyped && targetsSignature(before) !== targetsSignature(after)) {
    changes.push({ kind: "field_targets_changed", object, before, after });
  }
  if (before.formula !== after.formula) {
    changes.push({ kind: "field_formula_changed", object, before, after });
  }
  const told = onlyRemoved(before, after, removed) ? optionKeywords : new Set<string>();
  const keywords = changedKeywords(before.schema, after.schema, keywordsWithOwnChange).filter(
    (keyword) => !told.has(keyword) && (keyword !== "items" || hasItemOptions(after)),
  );
  if (keywords.length > 0 && (!retyped || changes.length === 0)) {
    changes.push({ kind: "field_changed", object, field: after, former: before, keywords });
  }
  return changes;
}

/** Whether the options that stay are as they were: nothing else is to be said of them. */
function onlyRemoved(before: FieldModel, after: FieldModel, removed: readonly string[]): boolean {
  const kept = choicesIn(before).filter(({ value }) => !removed.includes(value));
  return removed.length > 0 && JSON.stringify(kept) === JSON.stringify(choicesIn(after));
}

const choicesIn = ({ schema }: FieldModel) =>
  (isJsonObject(schema.items) ? choicesOf(schema.items) : choicesOf(schema)) ?? [];

const optionKeywords: ReadonlySet<string> = new Set(["enum", "oneOf", "items"]);

/** Otherwise its items are rows or lookups, whose changes are their own. */
const hasItemOptions = (field: FieldModel): boolean =>
  isJsonObject(field.schema.items) && choicesOf(field.schema.items) !== null;

const keywordsWithOwnChange = new Set("id unique index on_delete formula targets".split(" "));

const targetsSignature = ({ arms }: FieldModel): string =>
  arms.map(({ id, target }) => `${id} ${target}`).join();

/** Two fields with the same signature keep their values as they are. */
function storageSignature(field: FieldModel, target: string | null): string {
  const column = field.type.column(field.schema);
  return [
    // What a lookup is called changes nothing about which record it names.
    field.target === null ? field.type.name : "",
    field.type.storage,
    column?.sql ?? "",
    target ?? "",
  ].join("|");
}
