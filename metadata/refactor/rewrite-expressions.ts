/** All expressions of a document, each with the model whose names it uses. */
import type { PropertySchema } from "../fields/field-type.ts";
import { isJsonObject, type JsonSchema } from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { mapFields } from "./map-fields.ts";
import { changed, mapAssignment } from "./names-in-object.ts";
import { holderModel } from "./sound-models.ts";

/** Keywords of a field, of a rule and of a transition that hold an expression or a path. */
const fieldKeywords = ["formula", "visible_when", "required_when", "read_only_when", "copy_from"];
const ruleKeywords = ["require", "when"];

export type Rewrite = (expression: string, holder: ObjectModel | undefined) => string;

/**
 * An object document with its expressions rewritten.
 * @param rewriteWithUser for those that know `user`, too
 */
export function rewriteInObject(
  content: JsonSchema,
  model: ObjectModel | undefined,
  rewrite: Rewrite,
  rewriteWithUser: Rewrite,
): JsonSchema {
  const withFields = mapFields(content, (schema, path) =>
    rewriteField(schema, (expression) => rewrite(expression, holderModel(model, path))),
  );
  const own = (expression: string) => rewrite(expression, model);
  const withLists = rewriteList(rewriteList(withFields, "rules", own), "assign", own);
  const withRules = mapAssignment(withLists, (to) =>
    rewriteKeywords(rewriteKeywords(to, ["open", "field"], own), ["among"], (expression) =>
      rewriteWithUser(expression, model),
    ),
  );
  const { lifecycle } = withRules;
  if (!isJsonObject(lifecycle)) return withRules;
  return changed(withRules, "lifecycle", rewriteList(lifecycle, "transitions", own));
}

/** A view with its filter rewritten. */
export const rewriteInView = (
  content: JsonSchema,
  model: ObjectModel | undefined,
  rewrite: Rewrite,
): JsonSchema => rewriteKeywords(content, ["filter"], (expression) => rewrite(expression, model));

function rewriteField(
  schema: PropertySchema,
  rewrite: (expression: string) => string,
): PropertySchema {
  const result = rewriteKeywords(schema, fieldKeywords, rewrite);
  const { default: initial } = schema;
  return isJsonObject(initial)
    ? changed(result, "default", rewriteKeywords(initial, ["expression"], rewrite))
    : result;
}

function rewriteKeywords(
  schema: JsonSchema,
  keywords: readonly string[],
  rewrite: (expression: string) => string,
): JsonSchema {
  let result = schema;
  for (const keyword of keywords) {
    const value = schema[keyword];
    if (typeof value === "string") result = changed(result, keyword, rewrite(value));
  }
  return result;
}

function rewriteList(
  holder: JsonSchema,
  keyword: string,
  rewrite: (expression: string) => string,
): JsonSchema {
  const list = holder[keyword];
  if (!Array.isArray(list)) return holder;
  const next = list.map((entry: unknown) =>
    isJsonObject(entry) ? rewriteKeywords(entry, ruleKeywords, rewrite) : entry,
  );
  return changed(holder, keyword, next);
}
