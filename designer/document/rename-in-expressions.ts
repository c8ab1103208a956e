/** Rewrites formulas, defaults and conditions of all objects when a field gets another name. */
import { renameField } from "../../metadata/expressions/index.ts";
import type { JsonSchema, PropertySchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { objectScope } from "../../metadata/model/object-scope.ts";
import { type DesignDocuments, documentsOfKind, withContent } from "./design-documents.ts";
import { createModelCache, type DraftModels, holderModel } from "./draft-models.ts";
import { mapFields } from "./object-fields.ts";
import type { SelectedField } from "./selected-field.ts";

/** Keywords of a field, of a rule and of a transition that hold an expression. */
const expressionKeywords = ["formula", "visible_when", "required_when", "read_only_when"];
const ruleKeywords = ["require", "when"];

type Rewrite = (expression: string, holder: ObjectModel | undefined) => string;

export function renameInExpressions(
  documents: DesignDocuments,
  target: SelectedField,
  to: string,
): DesignDocuments {
  const models = createModelCache()(documents, "en");
  const { document, field } = target;
  const owner = holderModel(models.get(document.name), field.path)?.name;
  if (owner === undefined) return documents;
  const rewrite: Rewrite = (expression, holder) => {
    if (!holder || !expression.includes(field.name)) return expression;
    const rename = { root: holder.name, object: owner, from: field.name, to };
    const renamed = renameField(expression, objectScope(holder, models), rename);
    return renamed.ok ? renamed.value : expression;
  };
  let result = documents;
  for (const { key, name } of documentsOfKind(documents, "object")) {
    result = withContent(result, key, (content) => rewriteObject(content, name, models, rewrite));
  }
  return result;
}

function rewriteObject(
  content: JsonSchema,
  name: string,
  models: DraftModels,
  rewrite: Rewrite,
): JsonSchema {
  const model = models.get(name);
  const withFields = mapFields(content, (schema, path) =>
    rewriteField(schema, (expression) => rewrite(expression, holderModel(model, path))),
  );
  const own = (expression: string) => rewrite(expression, model);
  const withRules = rewriteList(withFields, "rules", own);
  const { lifecycle } = withRules;
  if (!isJsonObject(lifecycle)) return withRules;
  const rewritten = rewriteList(lifecycle, "transitions", own);
  return rewritten === lifecycle ? withRules : { ...withRules, lifecycle: rewritten };
}

function rewriteField(
  schema: PropertySchema,
  rewrite: (expression: string) => string,
): PropertySchema {
  const result = rewriteKeywords(schema, expressionKeywords, rewrite);
  const { default: initial } = schema;
  if (!isJsonObject(initial)) return result;
  const rewritten = rewriteKeywords(initial, ["expression"], rewrite);
  return rewritten === initial ? result : { ...result, default: rewritten };
}

function rewriteKeywords(
  schema: JsonSchema,
  keywords: readonly string[],
  rewrite: (expression: string) => string,
): JsonSchema {
  let result = schema;
  for (const keyword of keywords) {
    const value = schema[keyword];
    const next = typeof value === "string" ? rewrite(value) : value;
    if (next !== value) result = { ...result, [keyword]: next };
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
  return next.some((entry, at) => entry !== list[at]) ? { ...holder, [keyword]: next } : holder;
}
