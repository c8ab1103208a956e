/** The words of an object of the draft, for sentences and conditions about who may do what. */
import { permissionScope, personName } from "../../metadata/access/permission-scope.ts";
import type { Labels } from "../../metadata/expressions/index.ts";
import type { Scope } from "../../metadata/expressions/types.ts";
import type { Locale, Text } from "../../metadata/text.ts";
import type { DraftModels } from "./draft-models.ts";
import { expressionLabels, expressionSentence } from "./expression-words.ts";
import type { PermissionWords } from "./permission-sentence.ts";
import { rightsFields } from "./rights-objects.ts";

const personWords: Text = { en: "The user", "zh-CN": "当前用户" };

/** Labels of the record, and of `user` unless the object has a field of that name. */
function permissionLabels(object: string, models: DraftModels, locale: Locale): Labels | null {
  const model = models.get(object);
  if (model === undefined) return null;
  const record = expressionLabels(model, models);
  const person = models.get(personName);
  if (person === undefined) return record;
  const asked = expressionLabels(person, models);
  return {
    field: ([first = "", ...rest]) => {
      if (first !== personName) return record.field([first, ...rest]);
      return rest.length === 0
        ? personWords[locale]
        : `${personWords[locale]} › ${asked.field(rest)}`;
    },
    option: (path, value) =>
      (path[0] === personName
        ? asked.option?.(path.slice(1), value)
        : record.option?.(path, value)) ?? null,
  };
}

/** The names that conditions about an object may use; null while it cannot be resolved. */
export function conditionScope(object: string, models: DraftModels): Scope | null {
  const model = models.get(object);
  return model === undefined ? null : permissionScope(model, models);
}

export function permissionWords(
  object: string,
  models: DraftModels,
  locale: Locale,
): PermissionWords {
  const model = models.get(object);
  const labels = permissionLabels(object, models, locale);
  const scope = conditionScope(object, models);
  return {
    locale,
    condition: (expression) =>
      (labels && expressionSentence(expression, scope, locale, labels)) ?? expression,
    fields: rightsFields(model).map(({ path, wholeTitle, isWritable }) => ({
      path,
      title: wholeTitle,
      isWritable,
    })),
    steps: (model?.lifecycle?.transitions ?? []).map(({ name, title }) => ({ name, title })),
  };
}
