import { optionSetReference } from "../../metadata/documents/option-sets.ts";
import { type JsonSchema, objectOrEmpty } from "../../metadata/json-object.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import { findDocument, withContent } from "../document/design-documents.ts";
import { changeField } from "../document/object-fields.ts";
import { type FieldTarget, targetField } from "../document/selected-field.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";

/** A field takes its options from a shared list, or (`set` null) gets a copy of them for itself. */
export const shareOptions = command<FieldTarget & { readonly set: string | null }>({
  id: "share_options",
  label: { en: "Change choices", "zh-CN": "修改选项" },
  run(design, input) {
    const target = targetField(design, input);
    if (!target) return design;
    const change = (schema: JsonSchema): JsonSchema => {
      const { $ref, oneOf: _options, enum: _values, type: _type, ...beside } = schema;
      if (input.set !== null) return { $ref: optionSetReference(input.set), ...beside };
      const name = typeof $ref === "string" ? $ref.slice($ref.indexOf(":") + 1) : "";
      const set = findDocument(design.documents, "options", name);
      return { ...beside, oneOf: set?.content.options ?? [{ const: "option_1" }] };
    };
    const documents = withContent(design.documents, input.document, (content) =>
      changeField(content, input.field, (schema) =>
        schema.type === "array"
          ? { ...schema, items: change(objectOrEmpty(schema.items)) }
          : change(schema),
      ),
    );
    if (input.set === null) return { ...design, documents };
    const own = [...fieldTextsPath(target.document.name, target.field.path), "options"];
    return { ...design, documents: moveTranslations(documents, own, null) };
  },
});
