/**
 * Every place of the documents that names a field or an object, rewritten when that name changes.
 * Expressions are rewritten by `renameInExpression`; the rest are keywords.
 */

import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject } from "../../metadata/json-object.ts";

/** Keywords of a field that hold the name of a sibling field. */
const siblingKeywords = ["currency_field", "unit_field", "depends_on"];

type Rename = (name: string) => string;

export const renaming =
  (from: string, to: string): Rename =>
  (name) =>
    name === from ? to : name;

const renameValue = (value: unknown, rename: Rename): unknown =>
  typeof value === "string" ? rename(value) : value;

function changed(schema: JsonSchema, keyword: string, value: unknown): JsonSchema {
  return value === undefined || value === schema[keyword]
    ? schema
    : { ...schema, [keyword]: value };
}

/** Keywords beside `properties` that list field names of the same holder. */
export function renameInHolder(holder: JsonSchema, rename: Rename): JsonSchema {
  let result = holder;
  result = changed(result, "record_title", renameValue(holder.record_title, rename));
  const required = holder.required;
  if (Array.isArray(required)) {
    result = { ...result, required: required.map((name) => renameValue(name, rename)) };
  }
  const unique = holder.unique;
  if (Array.isArray(unique)) {
    result = {
      ...result,
      unique: unique.map((group) =>
        Array.isArray(group) ? group.map((name) => renameValue(name, rename)) : group,
      ),
    };
  }
  const lifecycle = holder.lifecycle;
  if (isJsonObject(lifecycle)) {
    result = {
      ...result,
      lifecycle: changed(lifecycle, "field", renameValue(lifecycle.field, rename)),
    };
  }
  return renameInRules(result, rename);
}

function renameInRules(holder: JsonSchema, rename: Rename): JsonSchema {
  const rules = holder.rules;
  if (!Array.isArray(rules)) return holder;
  const renamed = rules.map((rule: unknown) =>
    isJsonObject(rule) ? changed(rule, "at", renameValue(rule.at, rename)) : rule,
  );
  return { ...holder, rules: renamed };
}

/** Keywords inside a field's schema that name one of its siblings. */
export function renameInSibling(schema: JsonSchema, rename: Rename): JsonSchema {
  let result = schema;
  for (const keyword of siblingKeywords) {
    result = changed(result, keyword, renameValue(schema[keyword], rename));
  }
  const copy = schema.copy_from;
  if (typeof copy === "string") {
    const [first = "", ...rest] = copy.split(".");
    result = changed(result, "copy_from", [rename(first), ...rest].join("."));
  }
  return result;
}

/** A lookup, or a list of lookups, that points at an object which is renamed. */
export function renameTarget(schema: JsonSchema, rename: Rename): JsonSchema {
  const items = schema.items;
  if (isJsonObject(items) && typeof items.$ref === "string") {
    return changed(schema, "items", renameTarget(items, rename));
  }
  if (typeof schema.$ref !== "string") return schema;
  const targets = schema.targets;
  const single = changed(schema, "target", renameValue(schema.target, rename));
  if (!Array.isArray(targets)) return single;
  const renamed = targets.map((name) => renameValue(name, rename));
  return sameList(targets, renamed) ? single : { ...single, targets: renamed };
}

/** Navigation entries of an app, given as names or as `{ object }`. */
export function renameInNavigation(app: JsonSchema, rename: (name: string) => string | null) {
  const groups = app.navigation;
  if (!Array.isArray(groups)) return app;
  const navigation = groups.map((group: unknown) => {
    if (!isJsonObject(group) || !Array.isArray(group.items)) return group;
    const items = group.items.flatMap((item: unknown): readonly unknown[] => {
      if (typeof item === "string") {
        const name = rename(item);
        return name === null ? [] : [name];
      }
      if (!isJsonObject(item) || typeof item.object !== "string") return [item];
      const name = rename(item.object);
      return name === null ? [] : [{ ...item, object: name }];
    });
    return { ...group, items };
  });
  return sameList(groups, navigation) ? app : { ...app, navigation };
}

const sameList = (first: unknown, second: unknown): boolean =>
  JSON.stringify(first) === JSON.stringify(second);
