/** The commands over one list of entries in a document: rules, transitions, sections, options. */
import { type JsonSchema, textOrEmpty } from "../../metadata/json-object.ts";
import type { TranslationPath } from "../../metadata/refactor/translations.ts";
import type { Text } from "../../metadata/text.ts";
import { type Design, type DesignDocument, withContent } from "../document/design-documents.ts";
import { type PartPath, readEntries, withPart } from "../document/document-part.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { type Command, command } from "./command.ts";

export interface EntryTarget {
  /** Key of the document. */
  readonly document: string;
  readonly index: number;
}

export interface EntryCommands {
  /** At the end, or at `index`. */
  readonly add: Command<{
    readonly document: string;
    readonly entry: JsonSchema;
    readonly index?: number;
  }>;
  /** Sets what stands at `path` of one entry; undefined removes it. */
  readonly change: Command<EntryTarget & { readonly path: PartPath; readonly value: unknown }>;
  /** `to` is the place after the entry was taken out. */
  readonly move: Command<EntryTarget & { readonly to: number }>;
  readonly remove: Command<EntryTarget>;
}

export interface EntryList {
  /** What one entry is called: `rule`. */
  readonly id: string;
  readonly path: PartPath;
  /** The keyword by which an entry is known to others. */
  readonly key: string;
  readonly labels: Readonly<Record<keyof EntryCommands, Text>>;
  /** Whether an empty list stays as `[]`. */
  readonly keepsEmpty: boolean;
  /** Where translations of the entry with this key stand. */
  readonly texts: (document: DesignDocument, key: string) => TranslationPath;
  /** What else names the entry inside its document; `to` is undefined when the entry goes. */
  readonly follow?: (content: JsonSchema, from: string, to: string | undefined) => JsonSchema;
}

export function entryCommands(list: EntryList): EntryCommands {
  const write = (
    design: Design,
    key: string,
    change: (entries: readonly JsonSchema[]) => readonly JsonSchema[],
  ): Design => {
    const documents = withContent(design.documents, key, (content) => {
      const before = readEntries(content, list.path);
      const next = change(before);
      if (next === before) return content;
      const empty = next.length === 0 && !list.keepsEmpty;
      return withPart(content, list.path, empty ? undefined : next);
    });
    return documents === design.documents ? design : { ...design, documents };
  };
  return {
    add: command({
      id: `add_${list.id}`,
      label: list.labels.add,
      run: (design, { document, entry, index }) =>
        write(design, document, (entries) => entries.toSpliced(index ?? entries.length, 0, entry)),
    }),
    change: command({
      id: `change_${list.id}`,
      label: list.labels.change,
      run(design, { document, index, path, value }) {
        const before = keyOf(list, design, document, index);
        const next = write(design, document, (entries) =>
          entries.map((entry, at) => (at === index ? withPart(entry, path, value) : entry)),
        );
        if (path.length !== 1 || path[0] !== list.key || typeof value !== "string") return next;
        return followKey(list, next, document, before, value);
      },
    }),
    move: command({
      id: `move_${list.id}`,
      label: list.labels.move,
      run: (design, { document, index, to }) =>
        write(design, document, (entries) => {
          const entry = entries[index];
          if (!entry || to < 0 || to >= entries.length || to === index) return entries;
          return entries.toSpliced(index, 1).toSpliced(to, 0, entry);
        }),
    }),
    remove: command({
      id: `remove_${list.id}`,
      label: list.labels.remove,
      run(design, { document, index }) {
        const before = keyOf(list, design, document, index);
        const next = write(design, document, (entries) => entries.toSpliced(index, 1));
        return followKey(list, next, document, before, undefined);
      },
    }),
  };
}

function keyOf(list: EntryList, design: Design, document: string, index: number): string {
  const content = design.documents.get(document)?.content;
  return textOrEmpty(readEntries(content, list.path)[index]?.[list.key]);
}

/** Translations and other uses go along, unless another entry has the key, too. */
function followKey(
  list: EntryList,
  design: Design,
  key: string,
  from: string,
  to: string | undefined,
): Design {
  const document = design.documents.get(key);
  if (!document || from === "" || to === "" || from === to) return design;
  const kept = readEntries(document.content, list.path).some((entry) => entry[list.key] === from);
  if (kept) return design;
  const { follow } = list;
  const followed = follow
    ? {
        ...design,
        documents: withContent(design.documents, key, (content) => follow(content, from, to)),
      }
    : design;
  const target = to === undefined ? null : list.texts(document, to);
  return {
    ...followed,
    documents: moveTranslations(followed.documents, list.texts(document, from), target),
  };
}
