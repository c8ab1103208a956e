import type { FieldType, PropertySchema } from "../../metadata/fields/field-type.ts";
import { rowSchema } from "../../metadata/refactor/map-fields.ts";
import { withContent } from "../document/design-documents.ts";
import { draftFieldType } from "../document/draft-field-type.ts";
import { changeField } from "../document/object-fields.ts";
import type { FieldTarget } from "../document/selected-field.ts";
import { withNewIds } from "../document/stable-id.ts";
import { command } from "./command.ts";

/** Keywords that mean the same for every type and so survive a change of type. */
const keptKeywords = [
  "id",
  "title",
  "description",
  "readOnly",
  "deprecated",
  "visible_when",
  "required_when",
  "read_only_when",
  "formula",
];

/** The new type's template, with what both types understand taken over from the old schema. */
export function convertSchema(schema: PropertySchema, type: FieldType): PropertySchema {
  const understood = new Set([...keptKeywords, ...Object.keys(type.options.properties)]);
  if (type.uniqueAllowed) understood.add("unique");
  if (type.sortable) understood.add("index");
  const shape = new Set(["$ref", "type", "format", "items", "enum", "oneOf"]);
  const kept = Object.entries(schema).filter(
    ([keyword]) => understood.has(keyword) && !shape.has(keyword) && !keyword.startsWith("x-text"),
  );
  const template = rowSchema(type.template) === null ? type.template : withNewIds(type.template);
  return { ...template, ...Object.fromEntries(kept) };
}

export const changeFieldType = command<FieldTarget & { readonly type: FieldType }>({
  id: "change_field_type",
  label: { en: "Change field type", "zh-CN": "修改字段类型" },
  run(design, input) {
    const documents = withContent(design.documents, input.document, (content) =>
      changeField(content, input.field, (schema) =>
        draftFieldType(schema) === input.type ? schema : convertSchema(schema, input.type),
      ),
    );
    return documents === design.documents ? design : { ...design, documents };
  },
});
