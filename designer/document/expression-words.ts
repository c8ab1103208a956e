/** What an expression says, in the words that people know the fields by. */
import { compileExpression, describe, type Labels } from "../../metadata/expressions/index.ts";
import type { Scope } from "../../metadata/expressions/types.ts";
import { choicesOf } from "../../metadata/fields/values/choices.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Locale } from "../../metadata/text.ts";
import type { DraftModels } from "./draft-models.ts";

/** The fields that a path goes through; empty as soon as one is unknown. */
function fieldsAlong(
  model: ObjectModel,
  models: DraftModels,
  path: readonly string[],
): readonly FieldModel[] {
  const found: FieldModel[] = [];
  let at: ObjectModel | undefined = model;
  for (const name of path) {
    const field: FieldModel | undefined =
      at?.byName.get(name) ?? at?.systemFields.find((system) => system.name === name);
    if (!field) return [];
    found.push(field);
    at = field.children ?? (field.target === null ? undefined : models.get(field.target));
  }
  return found;
}

export function expressionLabels(model: ObjectModel, models: DraftModels): Labels {
  return {
    field: (path) => {
      const titles = fieldsAlong(model, models, path).map((field) => field.title);
      return (titles.length > 0 ? titles : path).join(" › ");
    },
    option: (path, value) => {
      const schema = fieldsAlong(model, models, path).at(-1)?.schema;
      return choicesOf(schema ?? {})?.find((choice) => choice.value === value)?.title ?? null;
    },
  };
}

/** A sentence for an expression; null while it is empty or wrong. */
export function expressionSentence(
  text: string,
  scope: Scope | null,
  locale: Locale,
  labels: Labels,
): string | null {
  if (text.trim() === "" || !scope) return null;
  const compiled = compileExpression(text, scope);
  return compiled.ok ? describe(compiled.value, locale, labels) : null;
}
