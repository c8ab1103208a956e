/** Where an object names its own fields beside `properties`: its record title and its unique groups. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { withKeyword } from "../document/design-documents.ts";
import { fieldHolder } from "../document/object-fields.ts";

/** The object without what named a field that is gone. */
export function withoutNamesInHolder(content: JsonSchema, name: string): JsonSchema {
  const title = content.record_title === name ? undefined : content.record_title;
  const groups = content.unique;
  if (!Array.isArray(groups)) return withKeyword(content, "record_title", title);
  const kept = groups.filter((group) => !Array.isArray(group) || !group.includes(name));
  const unique = kept.length === groups.length ? groups : kept;
  return withKeyword(
    withKeyword(content, "record_title", title),
    "unique",
    unique.length > 0 ? unique : undefined,
  );
}

/**
 * The object with what named a field that is back. A group waits until all its fields are there;
 * a record title that was chosen since stays.
 */
export function withNamesInHolder(
  content: JsonSchema,
  name: string,
  published: JsonSchema,
): JsonSchema {
  const isTitle = content.record_title === undefined && published.record_title === name;
  const titled = isTitle ? withKeyword(content, "record_title", name) : content;
  const { properties } = fieldHolder(content);
  const present: readonly unknown[] = Array.isArray(content.unique) ? content.unique : [];
  const former: readonly unknown[] = Array.isArray(published.unique) ? published.unique : [];
  const unique = [...present];
  former.forEach((group, index) => {
    if (!Array.isArray(group) || !group.includes(name)) return;
    if (!group.every((field) => typeof field === "string" && Object.hasOwn(properties, field)))
      return;
    if (!unique.some((other) => sameFields(other, group))) unique.splice(index, 0, group);
  });
  return unique.length === present.length ? titled : withKeyword(titled, "unique", unique);
}

const sameFields = (first: unknown, second: readonly unknown[]): boolean =>
  Array.isArray(first) &&
  first.length === second.length &&
  second.every((field) => first.includes(field));
