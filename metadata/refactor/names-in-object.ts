/** Keywords of objects and apps that name a field or an object, rewritten when the name changes. */
import { siblingFieldTypes } from "../fields/sibling-fields.ts";
import { isJsonObject, type JsonSchema } from "../json-object.ts";

export type Rename = (name: string) => string;

export const renaming =
  (from: string, to: string): Rename =>
  (name) =>
    name === from ? to : name;

export const renameValue = (value: unknown, rename: Rename): unknown =>
  typeof value === "string" ? rename(value) : value;

/** A list of names, renamed; anything else as it is. */
export const renameList = (value: unknown, rename: Rename): unknown =>
  Array.isArray(value) ? value.map((name: unknown) => renameValue(name, rename)) : value;

/** The same schema with one keyword changed; the schema itself when that is as it was. */
export function changed(schema: JsonSchema, keyword: string, value: unknown): JsonSchema {
  return value === undefined || sameValue(schema[keyword], value)
    ? schema
    : { ...schema, [keyword]: value };
}

const sameValue = (first: unknown, second: unknown): boolean =>
  first === second || JSON.stringify(first) === JSON.stringify(second);

/** Keywords beside `properties` that name fields of the same holder. */
export function renameInHolder(holder: JsonSchema, rename: Rename): JsonSchema {
  const { unique } = holder;
  const keys = Array.isArray(unique)
    ? unique.map((key: unknown) => renameList(key, rename))
    : unique;
  let result = changed(holder, "record_title", renameValue(holder.record_title, rename));
  result = changed(result, "required", renameList(holder.required, rename));
  result = changed(result, "unique", keys);
  return renameInLifecycle(renameInRules(result, rename), rename);
}

function renameInRules(holder: JsonSchema, rename: Rename): JsonSchema {
  const { rules } = holder;
  if (!Array.isArray(rules)) return holder;
  const renamed = rules.map((rule: unknown) => {
    if (!isJsonObject(rule)) return rule;
    const placed = changed(rule, "at", renameValue(rule.at, rename));
    const periods = rule.no_overlap;
    if (!isJsonObject(periods)) return placed;
    let next = changed(periods, "key", renameList(periods.key, rename));
    next = changed(next, "from", renameValue(periods.from, rename));
    next = changed(next, "to", renameValue(periods.to, rename));
    return changed(placed, "no_overlap", next);
  });
  return changed(holder, "rules", renamed);
}

function renameInLifecycle(holder: JsonSchema, rename: Rename): JsonSchema {
  const { lifecycle } = holder;
  if (!isJsonObject(lifecycle)) return holder;
  const named = changed(lifecycle, "field", renameValue(lifecycle.field, rename));
  const { transitions } = lifecycle;
  if (!Array.isArray(transitions)) return changed(holder, "lifecycle", named);
  const renamed = transitions.map((transition: unknown) =>
    isJsonObject(transition)
      ? changed(transition, "required", renameList(transition.required, rename))
      : transition,
  );
  return changed(holder, "lifecycle", changed(named, "transitions", renamed));
}

/** An object document with what its rules of assignment say of people changed. */
export function mapAssignment(content: JsonSchema, change: (to: JsonSchema) => JsonSchema) {
  const { assign } = content;
  if (!Array.isArray(assign)) return content;
  const mapped = assign.map((rule: unknown) =>
    isJsonObject(rule) && isJsonObject(rule.to) ? changed(rule, "to", change(rule.to)) : rule,
  );
  return changed(content, "assign", mapped);
}

/** Keywords inside a field's schema that name one of its siblings. */
export function renameInSibling(schema: JsonSchema, rename: Rename): JsonSchema {
  return Object.keys(siblingFieldTypes).reduce(
    (result, keyword) => changed(result, keyword, renameValue(schema[keyword], rename)),
    schema,
  );
}

/** A lookup, or a list of lookups, that points at an object which is renamed. */
export function renameTarget(schema: JsonSchema, rename: Rename): JsonSchema {
  const { items } = schema;
  if (isJsonObject(items) && typeof items.$ref === "string") {
    return changed(schema, "items", renameTarget(items, rename));
  }
  if (typeof schema.$ref !== "string") return schema;
  const single = changed(schema, "target", renameValue(schema.target, rename));
  const several = changed(single, "targets", renameList(schema.targets, rename));
  const { default: initial } = schema;
  return schema.targets !== undefined && isJsonObject(initial)
    ? changed(several, "default", changed(initial, "object", renameValue(initial.object, rename)))
    : several;
}

/** Navigation entries of an app, given as names or as `{ object }`; null takes one out. */
export function renameInNavigation(
  app: JsonSchema,
  rename: (name: string) => string | null,
): JsonSchema {
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
  return changed(app, "navigation", navigation);
}
