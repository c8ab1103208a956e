/** What the draft does to each document and field, for the marks in lists and grids. */
import type { DesignDocument, DesignDocuments } from "./design-documents.ts";
import { allFields, type FieldEntry } from "./object-fields.ts";
import { sameContent } from "./unsaved-changes.ts";

export type ChangeMark = "added" | "changed" | "removed";

export function documentMark(
  published: DesignDocuments,
  document: DesignDocument,
): ChangeMark | null {
  const before = published.get(document.key);
  if (!before) return "added";
  return before.name === document.name && sameContent(before.content, document.content)
    ? null
    : "changed";
}

/** Marks of the fields of one object by field id; fields that are as published are absent. */
export function fieldMarks(
  published: DesignDocument | undefined,
  document: DesignDocument,
): ReadonlyMap<string, ChangeMark> {
  const before = new Map(
    published ? allFields(published.content).map((field) => [field.id, field]) : [],
  );
  const marks = new Map<string, ChangeMark>();
  for (const field of allFields(document.content)) {
    const former = before.get(field.id);
    if (!former) marks.set(field.id, "added");
    else if (!sameField(former, field)) marks.set(field.id, "changed");
  }
  return marks;
}

const sameField = (first: FieldEntry, second: FieldEntry): boolean =>
  first.name === second.name &&
  first.required === second.required &&
  sameContent(first.schema, second.schema);

/** Published fields that the draft no longer has; the fields of removed rows go with their rows. */
export function removedFields(
  published: DesignDocument | undefined,
  document: DesignDocument,
): readonly FieldEntry[] {
  if (!published) return [];
  const kept = new Set(allFields(document.content).map((field) => field.id));
  const gone = allFields(published.content).filter((field) => !kept.has(field.id));
  const goneIds = new Set(gone.map((field) => field.id));
  return gone.filter((field) => field.parent === null || !goneIds.has(field.parent));
}

/** Documents that the draft takes away. */
export function removedDocuments(
  published: DesignDocuments,
  documents: DesignDocuments,
): readonly DesignDocument[] {
  return [...published.values()].filter((document) => !documents.has(document.key));
}

/** How much publishing would change: fields where fields are touched, else documents. */
export function countChanges(published: DesignDocuments, documents: DesignDocuments): number {
  let count = removedDocuments(published, documents).length;
  for (const document of documents.values()) {
    const mark = documentMark(published, document);
    if (mark === null) continue;
    const before = published.get(document.key);
    const isChangedObject = mark === "changed" && document.kind === "object";
    const fields = isChangedObject
      ? fieldMarks(before, document).size + removedFields(before, document).length
      : 1;
    count += Math.max(1, fields);
  }
  return count;
}
