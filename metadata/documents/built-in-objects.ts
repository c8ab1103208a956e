/**
 * Built-in objects are in every workspace without a document. A document of the same name extends
 * one: it adds fields, rules, unique keys, states and other titles. Everything that works with
 * models takes its documents through `withBuiltInObjects`; what is stored, exported and drafted is
 * the extension alone.
 */
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../json-object.ts";
import { builtInIds } from "../model/object-model.ts";
import type { Locale } from "../text.ts";
import { builtInDocument, builtInNames } from "./built-in-documents.ts";
import type { MetadataDocument } from "./document.ts";

export const isBuiltInName = (name: string): boolean => builtInIds.has(name);

/**
 * Whether a document extends the built-in object of its name. One with another id is an object of
 * its own, from before the name was built in: it goes on until it is renamed, and so long the
 * built-in object and the fields that lead to it wait.
 */
export const extendsBuiltIn = ({ kind, name, content }: MetadataDocument): boolean =>
  kind === "object" &&
  isBuiltInName(name) &&
  isJsonObject(content) &&
  (content.id === undefined || content.id === builtInIds.get(name));

const isInTheWay = (document: MetadataDocument): boolean =>
  document.kind === "object" && isBuiltInName(document.name) && !extendsBuiltIn(document);

/**
 * The documents as models are made from them: every built-in object, whole. Contents are the same
 * values for the same extensions. `make` makes the document of an object that nothing extends;
 * these come first.
 */
export function withBuiltInObjects<Document extends MetadataDocument>(
  documents: readonly Document[],
  make: (document: MetadataDocument) => Document,
  locale: Locale = "en",
): readonly Document[] {
  const taken = documents.filter(isInTheWay).map(({ name }) => name);
  const base = (name: string) => builtInDocument(name, locale, taken);
  const present = new Set<string>();
  const extended = documents.map((document) => {
    if (!extendsBuiltIn(document)) return document;
    present.add(document.name);
    return { ...document, content: extendedBy(base(document.name), document.content) };
  });
  const absent = builtInNames.filter((name) => !present.has(name) && !taken.includes(name));
  return [
    ...absent.map((name) => make({ kind: "object", name, content: base(name) })),
    ...extended,
  ];
}

/** For who has no more to say of a document than what it is. */
export const allDocuments = (documents: readonly MetadataDocument[]): readonly MetadataDocument[] =>
  withBuiltInObjects(documents, (document) => document);

interface Extended {
  readonly base: JsonSchema;
  readonly content: JsonSchema;
}

const kept = new WeakMap<JsonSchema, Extended>();

/** The built-in document `base` with what an extension says. Mistakes in it are kept, to be found. */
export function extendedBy(base: JsonSchema, extension: JsonSchema): JsonSchema {
  const known = kept.get(extension);
  if (known?.base === base) return known.content;
  const { singleton: _, ...own } = extension;
  const content: Record<string, unknown> = {
    ...base,
    ...own,
    // A name that is missing is a mistake to be found.
    name: extension.name,
    id: base.id,
    required: requiredOf(base, extension.required),
    properties: propertiesOf(base, extension.properties),
  };
  if (content.name === undefined) delete content.name;
  kept.set(extension, { base, content });
  return content;
}

/** The extension's own come first, at the places where its author has them. */
function requiredOf(base: JsonSchema, own: unknown): unknown {
  if (own !== undefined && !Array.isArray(own)) return own;
  const fields = objectOrEmpty(base.properties);
  const always = textsOf(base.required);
  const chosen = (own ?? []).filter(
    (name: unknown) =>
      typeof name !== "string" || always.includes(name) || !Object.hasOwn(fields, name),
  );
  return [...chosen, ...always.filter((name) => !chosen.includes(name))];
}

function propertiesOf(base: JsonSchema, own: unknown): unknown {
  if (own !== undefined && !isJsonObject(own)) return own;
  const fields = Object.entries(objectOrEmpty(base.properties)).map(([name, schema]) => {
    const said = own !== undefined && Object.hasOwn(own, name) ? own[name] : undefined;
    return [name, isJsonObject(said) ? { ...objectOrEmpty(schema), ...textsIn(said) } : schema];
  });
  return { ...Object.fromEntries(fields), ...additionsOf(base, own) };
}

/** The fields of an extension that the built-in object does not have. */
export const additionsOf = (base: JsonSchema, own: unknown): JsonSchema =>
  Object.fromEntries(
    Object.entries(objectOrEmpty(own)).filter(
      ([name]) => !Object.hasOwn(objectOrEmpty(base.properties), name),
    ),
  );

/** What an extension may say of a field that is there anyway: what it is called. */
export const textKeywords: readonly string[] = ["title", "description"];

const textsIn = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => textKeywords.includes(keyword)));

/** Whether a field belongs to a built-in object itself: it is neither renamed nor removed. */
export const isBuiltInField = (object: string, name: string): boolean =>
  isBuiltInName(object) && Object.hasOwn(objectOrEmpty(builtInDocument(object).properties), name);
