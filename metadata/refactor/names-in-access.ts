/** Roles and sharing rules that name a field or an object, rewritten when the name changes. */
import { recordVerbs } from "../access/role.ts";
import { isJsonObject, type JsonSchema } from "../json-object.ts";
import { changed, type Rename, renameList, renameValue } from "./names-in-object.ts";

const sections = ["objects", "restrictions"] as const;

type RewriteCondition = (expression: string, object: string) => string;

/** A role or sharing rule with its conditions rewritten. */
export function rewriteInAccess(content: JsonSchema, rewrite: RewriteCondition): JsonSchema {
  const { object, when } = content;
  const own =
    typeof when === "string" && typeof object === "string"
      ? changed(content, "when", rewrite(when, object))
      : content;
  return mapEntries(own, (entry, name) =>
    recordVerbs.reduce(
      (result, verb) =>
        changed(
          result,
          verb,
          rewriteScope(entry[verb], (text) => rewrite(text, name)),
        ),
      entry,
    ),
  );
}

function rewriteScope(scope: unknown, rewrite: (text: string) => string): unknown {
  if (Array.isArray(scope)) return scope.map((entry: unknown) => rewriteScope(entry, rewrite));
  return isJsonObject(scope) && typeof scope.when === "string"
    ? changed(scope, "when", rewrite(scope.when))
    : scope;
}

/** A role of which one entry names the field: `price`, `lines.price`, `lines.price.…`. */
export function renameFieldInRole(
  content: JsonSchema,
  object: string,
  path: readonly string[],
  to: string,
): JsonSchema {
  const from = path.join(".");
  const renamed = [...path.slice(0, -1), to].join(".");
  const rename: Rename = (name) =>
    name === from || name.startsWith(`${from}.`) ? `${renamed}${name.slice(from.length)}` : name;
  return mapEntries(content, (entry, name) => {
    if (name !== object) return entry;
    const revealing = changed(entry, "reveal", renameList(entry.reveal, rename));
    return isJsonObject(entry.fields)
      ? changed(revealing, "fields", renameKeys(entry.fields, rename))
      : revealing;
  });
}

/** A role or sharing rule, when an object is renamed. */
export function renameObjectInAccess(content: JsonSchema, rename: Rename): JsonSchema {
  const own = changed(content, "object", renameValue(content.object, rename));
  return sections.reduce((result, section) => {
    const entries = content[section];
    return isJsonObject(entries) ? changed(result, section, renameKeys(entries, rename)) : result;
  }, own);
}

const renameKeys = (entries: JsonSchema, rename: Rename): JsonSchema =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [rename(name), value]));

function mapEntries(
  content: JsonSchema,
  map: (entry: JsonSchema, object: string) => JsonSchema,
): JsonSchema {
  return sections.reduce((result, section) => {
    const entries = content[section];
    if (!isJsonObject(entries)) return result;
    const mapped = Object.entries(entries).map(
      ([name, entry]) => [name, isJsonObject(entry) ? map(entry, name) : entry] as const,
    );
    return changed(result, section, Object.fromEntries(mapped));
  }, content);
}
