import type { PropertySchema } from "../../metadata/fields/field-type.ts";
import { titleFromName } from "../../metadata/model/resolve-object.ts";
import type { Locale } from "../../metadata/text.ts";
import { proposeName } from "../document/api-name.ts";
import { baseLanguage } from "../document/base-language.ts";
import { type Design, withContent } from "../document/design-documents.ts";
import { writeText } from "../document/localised-text.ts";
import { findField, insertField, siblingFields } from "../document/object-fields.ts";
import { newStableId, withNewIds } from "../document/stable-id.ts";
import { command } from "./command.ts";

export interface AddFieldInput {
  /** Key of the object document. */
  readonly document: string;
  /** Id of the child-row field to add to; `null` adds to the object itself. */
  readonly parent: string | null;
  readonly title: string;
  /** Language of the title; the language of the documents when absent. */
  readonly locale?: Locale;
  /** The property schema to start from: a field type's `template`. */
  readonly template: PropertySchema;
  /** Proposed from the title when absent. */
  readonly name?: string;
  /** Position among the siblings; the end when absent. */
  readonly index?: number;
  readonly id?: string;
}

export const addField = command<AddFieldInput>({
  id: "add_field",
  label: { en: "Add field", "zh-CN": "新增字段" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document) return design;
    const parent = findField(document.content, input.parent) ?? null;
    const siblings = siblingFields(document.content, parent);
    const taken = siblings.map((field) => field.name);
    const name = input.name ?? proposeName(input.title, taken, "field");
    if (taken.includes(name)) return design;
    const id = input.id ?? newStableId();
    const locale = input.locale ?? baseLanguage(design.documents, "en");
    const foreign = locale !== baseLanguage(design.documents, locale);
    // A Chinese title whose words are known gives the English documents an English title.
    const title = foreign && !/^field_\d+$/.test(name) ? titleFromName(name) : input.title;
    const schema = { ...withNewIds(input.template), id, title };
    const index = input.index ?? siblings.length;
    const added: Design = {
      documents: withContent(design.documents, input.document, (content) =>
        insertField(content, input.parent, index, name, schema),
      ),
      selection: { document: input.document, field: id },
    };
    if (!foreign) return added;
    const place = { document: input.document, field: id, keyword: "title" } as const;
    return { ...added, documents: writeText(added, place, locale, input.title) };
  },
});
