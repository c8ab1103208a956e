/** Fields of an object as choices, with the titles that its reader knows. */
import { rowSchema } from "../../metadata/refactor/map-fields.ts";
import { locale } from "../../runtime/language/locale.ts";
import type { SelectOption } from "../../runtime/ui/select.tsx";
import type { DesignDocument, DesignDocuments } from "../document/design-documents.ts";
import { fieldTitle } from "../document/document-title.ts";
import { draftFieldType } from "../document/draft-field-type.ts";
import { type FieldEntry, siblingFields } from "../document/object-fields.ts";

export function fieldChoices(
  documents: DesignDocuments,
  document: DesignDocument | undefined,
  suits: (field: FieldEntry) => boolean = () => true,
): readonly SelectOption[] {
  if (!document) return [];
  return siblingFields(document.content, null)
    .filter(suits)
    .map((field) => ({
      value: field.name,
      label: fieldTitle(documents, document, field, locale()),
    }));
}

/** Child rows hold no value of their own. */
export const holdsValue = (field: FieldEntry): boolean => rowSchema(field.schema) === null;

/** A name that is written but leads nowhere stays to be seen. */
export const withName = (
  choices: readonly SelectOption[],
  name: string,
): readonly SelectOption[] =>
  name === "" || choices.some((choice) => choice.value === name)
    ? choices
    : [...choices, { value: name, label: name }];

/** Fields with one choice of a list, of their own or shared. */
export const isSelect = (field: FieldEntry): boolean =>
  draftFieldType(field.schema)?.name === "select";
