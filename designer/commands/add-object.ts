import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { titleFromName } from "../../metadata/model/resolve-object.ts";
import type { Locale } from "../../metadata/text.ts";
import { proposeName } from "../document/api-name.ts";
import { baseLanguage } from "../document/base-language.ts";
import { type Design, objectNames, withDocument } from "../document/design-documents.ts";
import { writeText } from "../document/localised-text.ts";
import { newStableId } from "../document/stable-id.ts";
import { command } from "./command.ts";

export interface AddObjectInput {
  readonly title: string;
  /** Language of both titles; the language of the documents when absent. */
  readonly locale?: Locale;
  /** Proposed from the title when absent. */
  readonly name?: string;
  readonly id?: string;
  readonly fieldId?: string;
  /** Title of the first field, the one that stands for a record. */
  readonly firstFieldTitle: string;
}

/** A new object can be used at once: it has a name field, which is its record title. */
export const addObject = command<AddObjectInput>({
  id: "add_object",
  label: { en: "Add object", "zh-CN": "新增对象" },
  run(design, input) {
    const id = input.id ?? newStableId();
    const name = input.name ?? proposeName(input.title, objectNames(design.documents), "object");
    const fieldId = input.fieldId ?? newStableId();
    const locale = input.locale ?? baseLanguage(design.documents, "en");
    const foreign = locale !== baseLanguage(design.documents, locale);
    const known = foreign && !/^object_\d+$/.test(name);
    const title = known ? titleFromName(name) : input.title;
    const firstTitle = foreign ? titleFromName("name") : input.firstFieldTitle;
    const key = `object/${id}`;
    const content = objectTemplate({ id, name, title, fieldId, firstTitle });
    const added: Design = {
      documents: withDocument(design.documents, { key, kind: "object", name, content }),
      selection: { document: key, field: null },
    };
    if (!foreign) return added;
    const place = { document: key, keyword: "title" } as const;
    const titled = writeText(added, { ...place, field: null }, locale, input.title);
    const both = { ...added, documents: titled };
    const first = { ...place, field: fieldId };
    return { ...both, documents: writeText(both, first, locale, input.firstFieldTitle) };
  },
});

function objectTemplate(parts: {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly fieldId: string;
  readonly firstTitle: string;
}): JsonSchema {
  return {
    $schema: "tenon:object",
    id: parts.id,
    name: parts.name,
    title: parts.title,
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string", id: parts.fieldId, title: parts.firstTitle, maxLength: 120 },
    },
    record_title: "name",
  };
}
