import type { Design, DesignDocument } from "./design-documents.ts";
import { type FieldEntry, findField } from "./object-fields.ts";

/** Names one field of one document, for commands. */
export interface FieldTarget {
  /** Key of the object document. */
  readonly document: string;
  /** Id of the field. */
  readonly field: string;
}

export interface SelectedField {
  readonly document: DesignDocument;
  readonly field: FieldEntry;
}

export function selectedObject(design: Design): DesignDocument | null {
  const key = design.selection.document;
  const document = key === null ? undefined : design.documents.get(key);
  return document?.kind === "object" ? document : null;
}

export function selectedField(design: Design): SelectedField | null {
  const document = selectedObject(design);
  const field = document && findField(document.content, design.selection.field);
  return document && field ? { document, field } : null;
}

/** The selected field as the input of a command. */
export function selectedTarget(design: Design): FieldTarget | null {
  const selected = selectedField(design);
  return selected && { document: selected.document.key, field: selected.field.id };
}

export function targetField(design: Design, target: FieldTarget): SelectedField | null {
  const document = design.documents.get(target.document);
  const field = document && findField(document.content, target.field);
  return document && field ? { document, field } : null;
}
