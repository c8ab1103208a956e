/** What a role says of one object: its entry, and how an entry begins. */
import { everyName } from "../../metadata/access/role.ts";
import {
  isJsonObject,
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../../metadata/json-object.ts";
import { type DesignDocuments, findDocument, withKeyword } from "./design-documents.ts";
import { allFields } from "./object-fields.ts";
import type { RightsSection } from "./rights-sections.ts";

/** The entry of an object, or of every object; undefined when the role says nothing by that name. */
export function ownEntry(
  content: JsonSchema,
  section: RightsSection,
  object: string,
): JsonSchema | undefined {
  const entries = content[section];
  if (!isJsonObject(entries) || !Object.hasOwn(entries, object)) return undefined;
  return objectOrEmpty(entries[object]);
}

/** The content with an entry; without it when `entry` is undefined. */
export function withEntry(
  content: JsonSchema,
  section: RightsSection,
  object: string,
  entry: JsonSchema | undefined,
): JsonSchema {
  const entries = withKeyword(objectOrEmpty(content[section]), object, entry);
  return withKeyword(content, section, Object.keys(entries).length > 0 ? entries : undefined);
}

/**
 * How an entry begins. One by name takes the place of the entry for every object, so it begins as a
 * copy of that: changing one right changes no other. Names that the object does not have are left
 * out, for nobody may write them here.
 */
export function startingEntry(
  documents: DesignDocuments,
  content: JsonSchema,
  section: RightsSection,
  object: string,
): JsonSchema {
  const every = object === everyName ? undefined : ownEntry(content, section, everyName);
  if (every === undefined) return {};
  const model = objectOrEmpty(findDocument(documents, "object", object)?.content);
  const paths = new Set(allFields(model).map(({ path }) => path.join(".")));
  const isField = (name: string) => name === everyName || paths.has(name);
  const lifecycle = objectOrEmpty(model.lifecycle);
  const steps = Array.isArray(lifecycle.transitions) ? lifecycle.transitions : [];
  const stepNames = steps.map((step: unknown) => textOrEmpty(objectOrEmpty(step).name));
  const only = (names: unknown, known: (name: string) => boolean): unknown =>
    Array.isArray(names) ? textsOf(names).filter(known) : names;
  const fields = isJsonObject(every.fields)
    ? Object.fromEntries(Object.entries(every.fields).filter(([name]) => isField(name)))
    : every.fields;
  return [
    ["fields", fields],
    ["reveal", only(every.reveal, isField)],
    ["transitions", only(every.transitions, (name) => stepNames.includes(name))],
  ].reduce<JsonSchema>(
    (entry, [keyword, value]) => withKeyword(entry, String(keyword), value),
    every,
  );
}
