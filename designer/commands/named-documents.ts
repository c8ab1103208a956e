/** What commands do to documents that are known by name alone: roles, sharing rules, sets of options. */
import { type JsonSchema, textOrEmpty } from "../../metadata/json-object.ts";
import type { Locale, Text } from "../../metadata/text.ts";
import { type NameMistake, nameMistake, proposeName } from "../document/api-name.ts";
import {
  type Design,
  type DesignDocument,
  type DesignDocuments,
  documentKey,
  documentsOfKind,
  withDocument,
  withoutDocument,
} from "../document/design-documents.ts";
import { withoutTraces } from "../document/document-traces.ts";
import { newStableId } from "../document/stable-id.ts";
import { changeKeyword, type DocumentKeyword } from "./change-keyword.ts";
import { command } from "./command.ts";
import { withTitledDocument } from "./titled-document.ts";

/** A kind of such documents. */
export interface NamedKind {
  readonly kind: "role" | "sharing_rule" | "options";
  /** What one of them is called: in ids of commands, and in what the undo button says. */
  readonly noun: Text & { readonly id: string };
  /** The name of a document whose title suggests none, numbered. */
  readonly fallback: string;
  /** Names that are taken without a document. */
  readonly reserved?: readonly string[];
  /** What a new document says, but for its title. */
  readonly begin: (name: string, documents: DesignDocuments) => JsonSchema;
  /** All documents once one is called otherwise, with whatever names it. */
  readonly renamed: (
    documents: readonly DesignDocument[],
    from: string,
    to: string,
  ) => readonly DesignDocument[];
}

export interface NewDocument {
  readonly title: string;
  readonly locale: Locale;
}

export interface DocumentTarget {
  /** Key of the document. */
  readonly document: string;
}

export interface DocumentName extends DocumentTarget {
  readonly name: string;
}

const namesTaken = ({ kind, reserved = [] }: NamedKind, documents: DesignDocuments) => [
  ...reserved,
  ...documentsOfKind(documents, kind).map(({ name }) => name),
];

/** Why the document may not take this name. */
export function documentNameMistake(
  named: NamedKind,
  documents: DesignDocuments,
  { document, name }: DocumentName,
): NameMistake | null {
  const own = documents.get(document)?.name;
  return nameMistake(
    name,
    namesTaken(named, documents).filter((other) => other !== own),
  );
}

/** A new document under a title, selected. */
const addNamed =
  (named: NamedKind) =>
  (design: Design, { title, locale }: NewDocument): Design => {
    const { kind } = named;
    const name = proposeName(title, namesTaken(named, design.documents), named.fallback);
    const content = named.begin(name, design.documents);
    const document = { key: documentKey(kind, name, content), kind, name, content };
    return withTitledDocument(design, document, title, locale);
  };

/** A copy under a name of its own, and an id where the kind has ids. */
const duplicateNamed =
  (named: NamedKind) =>
  (design: Design, input: DocumentTarget): Design => {
    const document = design.documents.get(input.document);
    if (!document) return design;
    const { kind } = named;
    const name = proposeName(document.name, namesTaken(named, design.documents), named.fallback);
    const title = `${textOrEmpty(document.content.title)} 2`.trim();
    const id = kind === "role" ? { id: newStableId() } : {};
    const content = { ...document.content, ...id, name, title };
    const key = documentKey(kind, name, content);
    return {
      documents: withDocument(design.documents, { key, kind, name, content }),
      selection: { document: key, field: null },
    };
  };

/** What still names it stays, and is told as a mistake. */
function removeNamed(design: Design, input: DocumentTarget): Design {
  const document = design.documents.get(input.document);
  if (!document) return design;
  return {
    documents: withoutTraces(withoutDocument(design.documents, input.document), document),
    selection: { document: null, field: null },
  };
}

/** Another name, in all that names the document. */
const renameNamed =
  (named: NamedKind) =>
  (design: Design, input: DocumentName): Design => {
    const document = design.documents.get(input.document);
    if (!document || document.name === input.name) return design;
    if (documentNameMistake(named, design.documents, input) !== null) return design;
    // What has an id keeps its key.
    const key =
      named.kind === "role" ? document.key : documentKey(named.kind, input.name, document.content);
    const documents = named
      .renamed([...design.documents.values()], document.name, input.name)
      .map((entry) => (entry.key === document.key ? { ...entry, key } : entry));
    return {
      documents: new Map(documents.map((entry) => [entry.key, entry])),
      selection: key === document.key ? design.selection : { document: key, field: null },
    };
  };

const verbs = {
  add: { en: "Add", "zh-CN": "新增" },
  duplicate: { en: "Duplicate", "zh-CN": "复制" },
  remove: { en: "Remove", "zh-CN": "删除" },
  rename: { en: "Rename", "zh-CN": "重命名" },
  change: { en: "Change", "zh-CN": "修改" },
} as const satisfies Readonly<Record<string, Text>>;

/** All that can be done to the documents of a kind: `add_role`, “Add role”. */
export function namedCommands<Keyword extends string>(named: NamedKind) {
  const { noun } = named;
  const told = (verb: keyof typeof verbs) => ({
    id: `${verb}_${noun.id}`,
    label: {
      en: `${verbs[verb].en} ${noun.en}`,
      "zh-CN": `${verbs[verb]["zh-CN"]}${noun["zh-CN"]}`,
    },
  });
  return {
    add: command<NewDocument>({ ...told("add"), run: addNamed(named) }),
    duplicate: command<DocumentTarget>({ ...told("duplicate"), run: duplicateNamed(named) }),
    remove: command<DocumentTarget>({ ...told("remove"), run: removeNamed }),
    rename: command<DocumentName>({ ...told("rename"), run: renameNamed(named) }),
    change: command<DocumentKeyword<Keyword>>({ ...told("change"), run: changeKeyword }),
    /** Why the document may not take this name. */
    nameMistake: (documents: DesignDocuments, document: string, name: string) =>
      documentNameMistake(named, documents, { document, name }),
  };
}
