import type { FieldType } from "../../metadata/fields/field-type.ts";
import type { DesignDocuments } from "./design-documents.ts";
import { draftFieldType } from "./draft-field-type.ts";
import { findField } from "./object-fields.ts";
import type { FieldTarget } from "./selected-field.ts";

/** A published field converts only where its values can; a new one may become anything. */
export function mayBecome(
  published: DesignDocuments,
  target: FieldTarget,
  type: FieldType,
): boolean {
  const document = published.get(target.document);
  const before = document && findField(document.content, target.field);
  const from = before && draftFieldType(before.schema);
  return !from || from.name === type.name || type.convertibleFrom.includes(from.name);
}
