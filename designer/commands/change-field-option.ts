import { objectOrEmpty } from "../../metadata/json-object.ts";
import { withContent, withKeyword } from "../document/design-documents.ts";
import { changeField } from "../document/object-fields.ts";
import type { FieldTarget } from "../document/selected-field.ts";
import { command } from "./command.ts";

export interface ChangeFieldOptionInput extends FieldTarget {
  readonly keyword: string;
  /** `undefined` removes the keyword. */
  readonly value: unknown;
  /** The keyword stands in `items`: it is about one entry of a list. */
  readonly inItems?: boolean;
}

export const changeFieldOption = command<ChangeFieldOptionInput>({
  id: "change_field_option",
  label: { en: "Change field", "zh-CN": "修改字段" },
  run(design, { document, field, keyword, value, inItems }) {
    const documents = withContent(design.documents, document, (content) =>
      changeField(content, field, (schema) =>
        inItems
          ? withKeyword(schema, "items", withKeyword(objectOrEmpty(schema.items), keyword, value))
          : withKeyword(schema, keyword, value),
      ),
    );
    return documents === design.documents ? design : { ...design, documents };
  },
});
