/**
 * Problems as the screen speaks: sentences about files name fields, keywords and values as they are
 * written there; who works on the screen knows them by the titles of the inputs.
 */
import { commonOptions, optionText } from "../../metadata/fields/shared-options.ts";
import { isJsonObject, type JsonSchema, textOrEmpty } from "../../metadata/json-object.ts";
import type { Locale } from "../../metadata/text.ts";
import type { DesignDocument, DesignDocuments } from "./design-documents.ts";
import { readEntries } from "./document-part.ts";
import { documentTitle, fieldTitle } from "./document-title.ts";
import { draftFieldType } from "./draft-field-type.ts";
import { allFields, type FieldEntry, findField } from "./object-fields.ts";
import type { LocatedProblem } from "./problem-location.ts";
import { readTranslation } from "./translation-document.ts";

/** What inputs outside of fields are called: `{ "transitions.to": "To" }`. */
export type PartWords = Readonly<Record<string, string>>;

type Words = ReadonlyMap<string, string>;

/** The problem with a sentence in the words of the screen. */
export function inScreenWords(
  documents: DesignDocuments,
  located: LocatedProblem,
  locale: Locale,
  parts: PartWords,
): LocatedProblem {
  const { problem } = located;
  const holder = documents.get(located.holder ?? "");
  // A sample of a file is no sentence of names, and expressions are written in API names.
  if (!holder || /"\s*:|\{/.test(problem.message) || isAboutNames(located)) return located;
  const words = wordsAt(documents, holder, located, locale, parts);
  const message = withWords(problem.message, words, locale);
  return message === problem.message ? located : { ...located, problem: { ...problem, message } };
}

const expressions = new Set(
  "formula copy_from visible_when required_when read_only_when expression require when filter open".split(
    " ",
  ),
);

/** Whether the sentence is about an API name itself, or about text that is written in them. */
function isAboutNames({ keyword, rest, problem }: LocatedProblem): boolean {
  if (problem.code === "option_missing") return false;
  if (keyword === "" || keyword === "name" || rest.at(-1) === "name") return true;
  return [keyword, ...rest].some((part) => expressions.has(part));
}

/** Names in quotes, in Chinese sentences also bare ones. */
function withWords(message: string, words: Words, locale: Locale): string {
  const names = /"([a-z][a-z0-9_]*)"|“([a-z][a-z0-9_]*)”/g;
  const quoted = message.replace(names, (written, straight?: string, round?: string) => {
    const word = words.get(straight ?? round ?? "");
    return word === undefined ? written : `“${word}”`;
  });
  if (locale !== "zh-CN") return quoted;
  const bare = quoted.replace(/(?<![\w“."])[a-z][a-z0-9_]*(?![\w”."])/g, (written) => {
    const word = words.get(written);
    return word === undefined ? written : `“${word}”`;
  });
  return bare.replace(/ (?=“)|(?<=”) /g, "");
}

/** What a name means at a place: a keyword of the input there first, then a field, then a value. */
function wordsAt(
  documents: DesignDocuments,
  holder: DesignDocument,
  located: LocatedProblem,
  locale: Locale,
  parts: PartWords,
): Words {
  const object = documents.get(located.selection.document ?? "") ?? holder;
  const fields = object.kind === "object" ? allFields(object.content) : [];
  const field = fields.find(({ id }) => id === located.selection.field);
  const words = new Map<string, string>();
  const add = (name: string, word: string | undefined) => {
    if (word !== undefined && word !== "" && !words.has(name)) words.set(name, word);
  };
  const section = sectionOf(located);
  if (section !== null)
    for (const [place, word] of Object.entries(parts))
      if (place.startsWith(`${section}.`)) add(place.slice(section.length + 1), word);
  for (const entry of fields) add(entry.name, fieldTitle(documents, object, entry, locale));
  const options = { ...commonOptions, ...(field ? optionsOf(field) : {}) };
  for (const [keyword, schema] of Object.entries(options)) {
    if (!isJsonObject(schema)) continue;
    add(keyword, optionText(schema)?.title[locale]);
    for (const [value, word] of valueWords(schema, locale)) add(value, word);
  }
  return words;
}

/** Options of the type of a field, those of its entries among them. */
function optionsOf({ schema }: FieldEntry): Readonly<Record<string, unknown>> {
  const options = draftFieldType(schema)?.options.properties ?? {};
  const { items } = options;
  const inner = isJsonObject(items) && isJsonObject(items.properties) ? items.properties : {};
  return { ...inner, ...options };
}

function valueWords(schema: JsonSchema, locale: Locale): readonly (readonly [string, string])[] {
  const words = schema["x-words"];
  if (!isJsonObject(words)) return [];
  return Object.entries(words).map(([value, word]) => [
    value,
    isJsonObject(word) ? textOrEmpty(word[locale]) : "",
  ]);
}

/** The list in which a mistake stands: `rules`, `transitions`; null for a field or the whole. */
function sectionOf({ selection, keyword, rest }: LocatedProblem): string | null {
  if (selection.field !== null) return null;
  return keyword === "lifecycle" ? (rest[0] === "transitions" ? "transitions" : keyword) : keyword;
}

/** Where a problem lies, from the outside in: `["Asset", "Confirm"]`. */
export function problemPlace(
  documents: DesignDocuments,
  located: LocatedProblem,
  locale: Locale,
): readonly string[] {
  const document = documents.get(located.selection.document ?? "");
  if (!document) return [located.problem.file];
  const titles = [documentTitle(documents, document, locale)];
  const holder = documents.get(located.holder ?? "");
  if (holder && holder !== document) titles.push(documentTitle(documents, holder, locale));
  const field = findField(document.content, located.selection.field);
  if (field) return [...titles, fieldTitle(documents, document, field, locale)];
  const entry = holder && entryTitle(documents, holder, located, locale);
  return entry ? [...titles, entry] : titles;
}

/** What the rule or the step is called in which a mistake stands. */
function entryTitle(
  documents: DesignDocuments,
  { name, content }: DesignDocument,
  located: LocatedProblem,
  locale: Locale,
): string {
  const section = sectionOf(located);
  if (section !== "rules" && section !== "transitions") return "";
  const path = section === "rules" ? ["rules"] : ["lifecycle", "transitions"];
  const index = located.rest[path.length - 1];
  const entry = readEntries(content, path)[Number(index)];
  if (!entry) return "";
  const own = textOrEmpty(entry.name);
  const keyword = section === "rules" ? "message" : "title";
  return (
    readTranslation(documents, locale, ["objects", name, section, own, keyword]) ||
    textOrEmpty(entry[keyword]) ||
    own
  );
}
