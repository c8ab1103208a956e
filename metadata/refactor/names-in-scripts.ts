/**
 * Script documents that name a field, an object or a role, rewritten when the name changes. Uses in
 * the TypeScript are found by the compiler: see `engine/compile`.
 */
import { isJsonObject, type JsonSchema, textOrEmpty } from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { mapFields } from "./map-fields.ts";
import { changed, type Rename, renameList, renameTarget, renameValue } from "./names-in-object.ts";
import type { Rewrite } from "./rewrite-expressions.ts";

/** A script with the condition under which it starts rewritten. */
export const rewriteInScript = (
  content: JsonSchema,
  models: ReadonlyMap<string, ObjectModel>,
  rewrite: Rewrite,
): JsonSchema =>
  mapStarts(content, ["trigger", "action"], (start) => {
    const { when } = start;
    const holder = models.get(textOrEmpty(start.object));
    return typeof when === "string" ? changed(start, "when", rewrite(when, holder)) : start;
  });

/** A script that follows a field of the object. */
export const renameFieldInScript = (
  content: JsonSchema,
  object: string,
  rename: Rename,
): JsonSchema =>
  mapStarts(content, ["trigger"], (start) =>
    start.object === object ? changed(start, "fields", renameList(start.fields, rename)) : start,
  );

/** A script, when an object is renamed: where it starts, and lookups among what it is given. */
export const renameObjectInScript = (content: JsonSchema, rename: Rename): JsonSchema =>
  mapStarts(content, ["trigger", "action", "import", "job", "endpoint"], (start) => {
    const holder = changed(start, "object", renameValue(start.object, rename));
    return mapGiven(holder, (field) => renameTarget(field, rename));
  });

/** A script with the fields of what it is given and answers replaced. */
export const mapFieldsOfScript = (
  content: JsonSchema,
  change: (field: JsonSchema) => JsonSchema,
): JsonSchema =>
  mapStarts(content, ["action", "job", "endpoint"], (start) => mapGiven(start, change));

const mapGiven = (start: JsonSchema, change: (field: JsonSchema) => JsonSchema): JsonSchema =>
  ["input", "output"].reduce((result, keyword) => {
    const schema = result[keyword];
    return isJsonObject(schema) ? changed(result, keyword, mapFields(schema, change)) : result;
  }, start);

/** A script, when a role is renamed. */
export const renameRoleInScript = (content: JsonSchema, rename: Rename): JsonSchema =>
  mapStarts(content, ["action", "endpoint"], (start) =>
    changed(start, "roles", renameList(start.roles, rename)),
  );

function mapStarts(
  content: JsonSchema,
  keywords: readonly string[],
  change: (start: JsonSchema) => JsonSchema,
): JsonSchema {
  return keywords.reduce((result, keyword) => {
    const start = result[keyword];
    return isJsonObject(start) ? changed(result, keyword, change(start)) : result;
  }, content);
}
