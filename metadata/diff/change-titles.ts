/** The titles by which sentences call objects and fields: the documents' own, or translated. */
import type { DocumentKind } from "../documents/document.ts";
import { choicesOf } from "../fields/values/choices.ts";
import { isJsonObject, type JsonSchema, textOrEmpty } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { titleFromName } from "../model/resolve-object.ts";
import { branchAt, textsBranch } from "../refactor/translations.ts";

export interface ChangeTitles {
  object(model: ObjectModel): string;
  field(holder: ObjectModel, field: FieldModel): string;
  /** An option of a field: by the field's own texts, else by those of its set. */
  option(holder: ObjectModel, field: FieldModel, value: string): string;
  document(kind: DocumentKind, name: string, content: JsonSchema): string;
}

export const ownTitles: ChangeTitles = {
  object: (model) => model.title,
  field: (_, field) => field.title,
  option: (_, field, value) => optionTitle(field, value),
  document: (_, name, content) => textOrEmpty(content.title) || titleFromName(name),
};

function optionTitle({ schema }: FieldModel, value: string): string {
  const choices = choicesOf(isJsonObject(schema.items) ? schema.items : schema) ?? [];
  return choices.find((choice) => choice.value === value)?.title ?? value;
}

/**
 * Titles from the contents of translation documents, the first that knows one; the documents' own
 * where none does. What a draft removes is still in the published translation.
 */
export function translatedTitles(translations: readonly JsonSchema[]): ChangeTitles {
  const find = (...path: readonly string[]): string | undefined => {
    for (const translation of translations) {
      const title = textOrEmpty(branchAt(translation, path));
      if (title !== "") return title;
    }
    return undefined;
  };
  const pathOfField = (holder: ObjectModel, { name }: FieldModel) => [
    ...pathOf(holder.name),
    "fields",
    name,
  ];
  return {
    object: (model) => find(...pathOf(model.name), "title") ?? model.title,
    field: (holder, field) => find(...pathOfField(holder, field), "title") ?? field.title,
    option: (holder, field, value) =>
      find(...pathOfField(holder, field), "options", value) ??
      find("options", setOf(field), "options", value) ??
      optionTitle(field, value),
    document: (kind, name, content) =>
      find(textsBranch(kind), name, "title") ?? ownTitles.document(kind, name, content),
  };
}

/** `sales_order$lines` → `objects / sales_order / fields / lines`. */
function pathOf(name: string): readonly string[] {
  const [object = "", ...rows] = name.split("$");
  return ["objects", object, ...rows.flatMap((field) => ["fields", field])];
}

/** The set that a field takes its options from; empty when they are its own. */
const setOf = ({ schema }: FieldModel): string =>
  textOrEmpty((isJsonObject(schema.items) ? schema.items : schema)["x-options"]);
