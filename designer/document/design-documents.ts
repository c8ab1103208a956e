/**
 * The documents a person is designing, as one immutable value. Every edit makes a new value that
 * shares what it did not touch; undo, redo and "what is unsaved" follow from that.
 */
import type { DocumentKind } from "../../metadata/documents/document.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";

export interface DesignDocument {
  /**
   * Stable while the design is open: `object/<id>` and `role/<id>` for what has an id,
   * `<kind>/<name>` for the rest.
   */
  readonly key: string;
  readonly kind: DocumentKind;
  readonly name: string;
  readonly content: JsonSchema;
}

/** By key, in the order in which they were loaded or added. */
export type DesignDocuments = ReadonlyMap<string, DesignDocument>;

/** What the inspector shows: a document, and within an object perhaps one field, by id. */
export interface Selection {
  readonly document: string | null;
  readonly field: string | null;
}

/** What commands take and give back. */
export interface Design {
  readonly documents: DesignDocuments;
  readonly selection: Selection;
}

export const emptyDesign: Design = {
  documents: new Map(),
  selection: { document: null, field: null },
};

/** Where the server keeps a document: kind and name. */
export const documentAddress = (document: {
  readonly kind: DocumentKind;
  readonly name: string;
}): string => `${document.kind}/${document.name}`;

/** The key of a document: objects and roles keep theirs when they are renamed. */
export function documentKey(kind: DocumentKind, name: string, content: JsonSchema): string {
  const id = kind === "object" || kind === "role" ? textOrEmpty(content.id) : "";
  return `${kind}/${id === "" ? name : id}`;
}

/** Replaces or adds one document. The order of the others stays. */
export function withDocument(
  documents: DesignDocuments,
  document: DesignDocument,
): DesignDocuments {
  return new Map(documents).set(document.key, document);
}

export function withContent(
  documents: DesignDocuments,
  key: string,
  change: (content: JsonSchema) => JsonSchema,
): DesignDocuments {
  const document = documents.get(key);
  if (document === undefined) return documents;
  const content = change(document.content);
  return content === document.content
    ? documents
    : withDocument(documents, { ...document, content });
}

/** A refactoring of all documents; each keeps its key. */
export function refactored(
  documents: DesignDocuments,
  refactor: (documents: readonly DesignDocument[]) => readonly DesignDocument[],
): DesignDocuments {
  return new Map(refactor([...documents.values()]).map((document) => [document.key, document]));
}

export function withoutDocument(documents: DesignDocuments, key: string): DesignDocuments {
  const remaining = new Map(documents);
  remaining.delete(key);
  return remaining;
}

export function documentsOfKind(
  documents: DesignDocuments,
  kind: DocumentKind,
): readonly DesignDocument[] {
  return [...documents.values()].filter((document) => document.kind === kind);
}

/** Every object name in use, for proposals and for refusing a second one. */
export function objectNames(documents: DesignDocuments): readonly string[] {
  return documentsOfKind(documents, "object").map((document) => document.name);
}

export function findDocument(
  documents: DesignDocuments,
  kind: DocumentKind,
  name: string,
): DesignDocument | undefined {
  return documentsOfKind(documents, kind).find((document) => document.name === name);
}

/** A copy of an object with one keyword set, or removed when the value is `undefined`. */
export function withKeyword(schema: JsonSchema, keyword: string, value: unknown): JsonSchema {
  if (value === undefined) {
    if (!Object.hasOwn(schema, keyword)) return schema;
    return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
  }
  if (Object.is(schema[keyword], value)) return schema;
  return { ...schema, [keyword]: value };
}
