/** The titles by which sentences call objects and fields: the documents' own, or translated. */
import type { JsonSchema } from "../fields/field-type.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";

export interface ChangeTitles {
  object(model: ObjectModel): string;
  field(holder: ObjectModel, field: FieldModel): string;
}

export const ownTitles: ChangeTitles = {
  object: (model) => model.title,
  field: (_, field) => field.title,
};

/**
 * Titles from the contents of translation documents, the first that knows one; the documents' own
 * where none does. What a draft removes is still in the published translation.
 */
export function translatedTitles(translations: readonly JsonSchema[]): ChangeTitles {
  const find = (path: readonly string[]): string | undefined => {
    for (const translation of translations) {
      const title = textAt(translation, [...path, "title"]);
      if (title !== "") return title;
    }
    return undefined;
  };
  return {
    object: (model) => find(pathOf(model.name)) ?? model.title,
    field: (holder, field) => find([...pathOf(holder.name), "fields", field.name]) ?? field.title,
  };
}

/** `sales_order$lines` → `objects / sales_order / fields / lines`. */
function pathOf(name: string): readonly string[] {
  const [object = "", ...rows] = name.split("$");
  return ["objects", object, ...rows.flatMap((field) => ["fields", field])];
}

function textAt(content: JsonSchema, path: readonly string[]): string {
  let value: unknown = content;
  for (const key of path) {
    value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return typeof value === "string" ? value : "";
}
