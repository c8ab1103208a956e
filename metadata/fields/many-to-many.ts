import { listType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { listLengthOptions } from "./child-rows.ts";
import { defineFieldType } from "./field-type.ts";
import { listLengthMistakes } from "./list-mistakes.ts";
import {
  canonicalId,
  isRecordId,
  onDeleteOption,
  recordIdSchema,
  targetOption,
} from "./lookup-options.ts";
import { isOfKind } from "./schema-kind.ts";
import { hiddenOption } from "./shared-options.ts";
import { isTextList, readListText } from "./values/list-text.ts";

/** References to any number of records of another object, each at most once. */
export const manyToMany = defineFieldType({
  name: "many_to_many",
  title: { en: "Many-to-many", "zh-CN": "多对多关联" },
  description: {
    en: "Several records of another object: the members of a project.",
    "zh-CN": "引用另一个对象的多条记录，例如项目的成员。",
  },
  group: "relation",
  storage: "link_table",
  recognises: isOfKind("many_to_many"),
  template: { type: "array", items: { $ref: "tenon:lookup" } },
  options: {
    properties: {
      items: {
        ...hiddenOption({ type: "object" }, [
          "Lookup",
          "关联",
          "The lookup of one entry.",
          "单项的关联定义。",
        ]),
        properties: {
          $ref: { const: "tenon:lookup" },
          target: targetOption,
          on_delete: onDeleteOption,
          title: { type: "string" },
          description: { type: "string" },
        },
        required: ["$ref", "target"],
        additionalProperties: false,
      },
      uniqueItems: hiddenOption({ type: "boolean" }, [
        "Each once",
        "不可重复",
        "Each record may be chosen once.",
        "每条记录只能选一次。",
      ]),
      ...listLengthOptions,
    },
    required: ["items"],
  },
  column: () => null,
  wire: "text_list",
  valueSchema(schema) {
    const { minItems, maxItems } = schema;
    return {
      type: "array",
      items: recordIdSchema,
      uniqueItems: true,
      ...(minItems === undefined ? {} : { minItems }),
      ...(maxItems === undefined ? {} : { maxItems }),
    };
  },
  expressionType: () => listType,
  mismatch: "not_a_list",
  normalise: (value) => (Array.isArray(value) ? value.map(canonicalId) : value),
  parse(written) {
    const ids = readListText(written);
    if (!ids.every(isRecordId)) return failure(problem("not_a_record_id"));
    const different = [...new Set(ids.map((id) => id.toLowerCase()))];
    return success(different.length === 0 ? null : different);
  },
  format: (value, _, { locale }) =>
    isTextList(value) ? value.join(locale === "zh-CN" ? "、" : ", ") : "",
  exportText: (value) => (isTextList(value) ? value.join(";") : ""),
  operators: ["has", "is_empty", "is_not_empty"],
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["lookup"],
  check: listLengthMistakes,
});
