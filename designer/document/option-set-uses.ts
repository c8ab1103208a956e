/** Which fields take their options from a shared list, and on what those options may depend. */
import { optionSetOf } from "../../metadata/documents/option-sets.ts";
import { choicesOf } from "../../metadata/fields/values/choices.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { modelNamed } from "../../metadata/model/row-models.ts";
import { type DesignDocument, type DesignDocuments, documentsOfKind } from "./design-documents.ts";
import type { DraftModels } from "./draft-models.ts";
import { allFields, type FieldEntry } from "./object-fields.ts";

export interface OptionSetUse {
  readonly document: DesignDocument;
  readonly field: FieldEntry;
}

export const optionSetUses = (documents: DesignDocuments, name: string): readonly OptionSetUse[] =>
  documentsOfKind(documents, "object").flatMap((document) =>
    allFields(document.content)
      .filter((field) => optionSetOf(field.schema) === name)
      .map((field) => ({ document, field })),
  );

export interface DecidingValue {
  readonly value: string;
  readonly title: string;
}

/** The values on which the options of a field depend: those of the field its `depends_on` names. */
export function decidingValues(
  models: DraftModels,
  { document, field }: OptionSetUse,
): readonly DecidingValue[] {
  const holder = modelNamed([document.name, ...field.path.slice(0, -1)].join("$"), models);
  const deciding = holder?.byName.get(textOrEmpty(field.schema.depends_on));
  return (choicesOf(deciding?.schema ?? {}) ?? []).map(({ value, title }) => ({ value, title }));
}
