import { checkDefault } from "../../metadata/documents/checks/check-default.ts";
import type { FieldType, PropertySchema } from "../../metadata/fields/field-type.ts";
import { commonOptions } from "../../metadata/fields/shared-options.ts";
import { isJsonObject, objectOrEmpty } from "../../metadata/json-object.ts";
import { rowSchema } from "../../metadata/refactor/map-fields.ts";
import { withContent, withKeyword } from "../document/design-documents.ts";
import { draftFieldType } from "../document/draft-field-type.ts";
import { changeField } from "../document/object-fields.ts";
import type { FieldTarget } from "../document/selected-field.ts";
import { withNewIds } from "../document/stable-id.ts";
import { cannotHave } from "../document/unused-keywords.ts";
import { command } from "./command.ts";

const shape = new Set(["$ref", "type", "format", "items", "enum", "oneOf"]);

/** The new type's template, with all that the old schema says but options of its type alone. */
export function convertSchema(schema: PropertySchema, type: FieldType): PropertySchema {
  const own = draftFieldType(schema)?.options.properties ?? {};
  const understood = (keyword: string) =>
    Object.hasOwn(type.options.properties, keyword) ||
    (Object.hasOwn(commonOptions, keyword)
      ? !cannotHave(type, keyword)
      : !Object.hasOwn(own, keyword));
  const kept = Object.entries(schema).filter(
    ([keyword]) => understood(keyword) && !shape.has(keyword),
  );
  return withFittingDefault({ ...shapeOf(schema, type), ...Object.fromEntries(kept) }, type);
}

/** What one value and each of a list of them say alike: the choices, or the target. */
const ofOneValue = new Set(["$ref", "enum", "oneOf", "target", "on_delete"]);

/** The new type's template; one value and several of the same kind keep choices and targets. */
function shapeOf(schema: PropertySchema, { template, name }: FieldType): PropertySchema {
  const one = (whole: PropertySchema) =>
    Object.fromEntries(Object.entries(whole).filter(([keyword]) => ofOneValue.has(keyword)));
  const entry = (whole: PropertySchema) => (isJsonObject(whole.items) ? whole.items : null);
  const nameOf = (whole: PropertySchema | null) => whole && draftFieldType(whole)?.name;
  if (nameOf(entry(schema)) === name) return one(objectOrEmpty(schema.items));
  const entryType = nameOf(entry(template));
  if (entryType && entryType === nameOf(schema)) return { ...template, items: one(schema) };
  return rowSchema(template) === null ? template : withNewIds(template);
}

/** Without a default that is no value of the type. */
function withFittingDefault(schema: PropertySchema, type: FieldType): PropertySchema {
  let fits = true;
  checkDefault(schema, type, "", () => {
    fits = false;
  });
  return fits ? schema : withKeyword(schema, "default", undefined);
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
