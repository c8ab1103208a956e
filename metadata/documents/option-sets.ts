/**
 * Option sets are lists of options that fields of many objects share: `{"$ref":"options:industry"}`.
 * Everything that works with fields gets the list put in, so that only this file knows of sets.
 */
import { isJsonObject, type JsonSchema } from "../json-object.ts";
import type { DocumentKind, MetadataDocument } from "./document.ts";

/** Contents of the documents of kind `options`, by name. */
export type OptionSets = ReadonlyMap<string, JsonSchema>;

export function optionSetsOf(documents: readonly MetadataDocument[]): OptionSets {
  return new Map(
    documents.filter(({ kind }) => kind === "options").map(({ name, content }) => [name, content]),
  );
}

const prefix = "options:";

/** `industry` for `{"$ref":"options:industry"}`. */
function setName(value: unknown): string | null {
  if (!isJsonObject(value) || typeof value.$ref !== "string") return null;
  return value.$ref.startsWith(prefix) ? value.$ref.slice(prefix.length) : null;
}

/** Name of the set that a field takes its options from, itself or for its entries. */
export const optionSetOf = (schema: JsonSchema): string | null =>
  setName(schema) ?? setName(schema.items);

/** A field's schema as that of a choice, where its set is not known: its type, and no options. */
export function withoutOptionSet(schema: JsonSchema): JsonSchema {
  const name = optionSetOf(schema);
  return name === null ? schema : fillField(schema, new Map([[name, { options: [] }]]));
}

export const optionSetReference = (name: string): string => prefix + name;

const usedByDocument = new WeakMap<JsonSchema, readonly string[]>();

/** Names of the sets that the fields of an object document refer to. */
export function usedOptionSets(content: JsonSchema): readonly string[] {
  let used = usedByDocument.get(content);
  if (used === undefined) {
    const found = new Set<string>();
    collect(content.properties, found);
    used = [...found];
    usedByDocument.set(content, used);
  }
  return used;
}

function collect(properties: unknown, found: Set<string>): void {
  if (!isJsonObject(properties)) return;
  for (const schema of Object.values(properties)) {
    if (!isJsonObject(schema)) continue;
    const name = setName(schema) ?? setName(schema.items);
    if (name !== null) found.add(name);
    if (isJsonObject(schema.items)) collect(schema.items.properties, found);
  }
}

interface Filled {
  readonly sets: readonly (JsonSchema | undefined)[];
  readonly content: JsonSchema;
}

const filledByDocument = new WeakMap<JsonSchema, Filled>();

/**
 * An object document with the options of sets in place of the references to them; the same value
 * when it has none, and again the same as long as the sets are. References to sets that do not
 * exist stay, and are reported by the checks.
 */
export function withOptionSets(content: JsonSchema, sets: OptionSets): JsonSchema {
  if (!isJsonObject(content)) return content;
  const used = usedOptionSets(content).map((name) => sets.get(name));
  if (used.every((set) => set === undefined)) return content;
  const known = filledByDocument.get(content);
  if (known?.sets.every((set, index) => set === used[index])) return known.content;
  const filled = fillRows(content, sets);
  filledByDocument.set(content, { sets: used, content: filled });
  return filled;
}

function fillRows(rows: JsonSchema, sets: OptionSets): JsonSchema {
  if (!isJsonObject(rows.properties)) return rows;
  const properties = Object.entries(rows.properties).map(([name, schema]) => [
    name,
    isJsonObject(schema) ? fillField(schema, sets) : schema,
  ]);
  return { ...rows, properties: Object.fromEntries(properties) };
}

function fillField(schema: JsonSchema, sets: OptionSets): JsonSchema {
  const own = setOf(schema, sets);
  if (own !== null) return fillOptions(schema, own);
  const { items } = schema;
  if (!isJsonObject(items)) return schema;
  const ofItems = setOf(items, sets);
  if (ofItems !== null) {
    return { ...schema, items: fillOptions(items, ofItems), uniqueItems: true };
  }
  return { ...schema, items: fillRows(items, sets) };
}

function setOf(schema: JsonSchema, sets: OptionSets): JsonSchema | null {
  const name = setName(schema);
  return name === null ? null : (sets.get(name) ?? null);
}

/** `x-options` keeps where the list came from. */
function fillOptions({ $ref, ...beside }: JsonSchema, set: JsonSchema): JsonSchema {
  return { ...beside, oneOf: set.options, "x-options": String($ref).slice(prefix.length) };
}

/** A script document with the options of sets in what it takes and answers. */
export function scriptWithOptionSets(content: JsonSchema, sets: OptionSets): JsonSchema {
  if (!isJsonObject(content)) return content;
  let result = content;
  for (const start of ["action", "job", "endpoint"]) {
    for (const keyword of ["input", "output"]) {
      const holder = result[start];
      const schema = isJsonObject(holder) ? holder[keyword] : undefined;
      if (!isJsonObject(holder) || !isJsonObject(schema)) continue;
      const filled = withOptionSets(schema, sets);
      if (filled !== schema) result = { ...result, [start]: { ...holder, [keyword]: filled } };
    }
  }
  return result;
}

/** A workflow document with the options of sets in the form that starts it. */
function workflowWithOptionSets(content: JsonSchema, sets: OptionSets): JsonSchema {
  const { on } = content;
  if (!isJsonObject(on) || !isJsonObject(on.form)) return content;
  const form = withOptionSets(on.form, sets);
  return form === on.form ? content : { ...content, on: { ...on, form } };
}

const filling: Partial<
  Readonly<Record<DocumentKind, (content: JsonSchema, sets: OptionSets) => JsonSchema>>
> = {
  object: withOptionSets,
  script: scriptWithOptionSets,
  workflow: workflowWithOptionSets,
};

/** Documents as they stand, with the options of sets put into the objects, scripts and forms. */
export function documentsWithOptions<Document extends MetadataDocument>(
  documents: readonly Document[],
): readonly Document[] {
  const sets = optionSetsOf(documents);
  if (sets.size === 0) return documents;
  return documents.map((document) => {
    const fill = filling[document.kind];
    if (fill === undefined || !isJsonObject(document.content)) return document;
    const content = fill(document.content, sets);
    return content === document.content ? document : { ...document, content };
  });
}
