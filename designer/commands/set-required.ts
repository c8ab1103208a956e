import { withContent } from "../document/design-documents.ts";
import { changeHolder } from "../document/object-fields.ts";
import { type FieldTarget, targetField } from "../document/selected-field.ts";
import { command } from "./command.ts";

export const setRequired = command<FieldTarget & { readonly required: boolean }>({
  id: "set_required",
  label: { en: "Change whether the field is required", "zh-CN": "修改是否必填" },
  run(design, input) {
    const target = targetField(design, input);
    if (!target || target.field.required === input.required) return design;
    const { name, parent } = target.field;
    const documents = withContent(design.documents, input.document, (content) =>
      changeHolder(content, parent, (holder) => ({
        ...holder,
        required: input.required
          ? [...holder.required, name]
          : holder.required.filter((other) => other !== name),
      })),
    );
    return { ...design, documents };
  },
});
