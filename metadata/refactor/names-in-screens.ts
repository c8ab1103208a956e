/** Views and forms that name a field or an object, rewritten when the name changes. */
import { isJsonObject, type JsonSchema } from "../json-object.ts";
import { changed, type Rename, renameList, renameValue } from "./names-in-object.ts";

/** A view or form of the object whose field is renamed; its filter is an expression. */
export function renameFieldInScreen(content: JsonSchema, rename: Rename): JsonSchema {
  const inOrder: Rename = (key) => (key.startsWith("-") ? `-${rename(key.slice(1))}` : rename(key));
  let result = changed(content, "columns", renameList(content.columns, rename));
  result = changed(result, "sort", renameList(content.sort, inOrder));
  const { sections } = content;
  if (!Array.isArray(sections)) return result;
  const renamed = sections.map((section: unknown) =>
    isJsonObject(section)
      ? changed(section, "fields", renameList(section.fields, rename))
      : section,
  );
  return changed(result, "sections", renamed);
}

/** A view or form, when an object is renamed. */
export const renameObjectInScreen = (content: JsonSchema, rename: Rename): JsonSchema =>
  changed(content, "object", renameValue(content.object, rename));
