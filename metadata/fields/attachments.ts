import { failure, problem, success } from "../problem.ts";
import { listLengthOptions } from "./child-rows.ts";
import { defineFieldType, type PropertySchema } from "./field-type.ts";
import {
  acceptOption,
  fileMistakes,
  fileOperators,
  fileSchemaOf,
  maximumSizeOption,
  valueMistakes,
} from "./file-options.ts";
import { listLengthMistakes } from "./list-mistakes.ts";
import { countOption } from "./option-values.ts";
import { isOfKind, isSchema } from "./schema-kind.ts";
import { hiddenOption } from "./shared-options.ts";
import { filesIn, fileTitle, isFileId, isFileValue, normaliseFile } from "./values/file-value.ts";
import { readListText } from "./values/list-text.ts";

const itemOf = ({ items }: PropertySchema): PropertySchema => (isSchema(items) ? items : {});

function listSchema({ minItems, maxItems }: PropertySchema, items: PropertySchema) {
  return {
    type: "array",
    items,
    uniqueItems: true,
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
  };
}

/** Any number of uploaded files, each at most once, in the order in which they were added. */
export const attachments = defineFieldType({
  name: "attachments",
  title: { en: "Attachments", "zh-CN": "多个附件" },
  description: {
    en: "Several uploaded files: the papers of an order.",
    "zh-CN": "上传的多个文件，例如订单的相关资料。",
  },
  group: "other",
  storage: "column",
  recognises: isOfKind("attachments"),
  template: { type: "array", items: { $ref: "tenon:attachment" } },
  options: {
    properties: {
      items: {
        ...hiddenOption({ type: "object" }, [
          "One file",
          "单个文件",
          "The attachment of one entry.",
          "单项的附件定义。",
        ]),
        properties: {
          $ref: { const: "tenon:attachment" },
          accept: acceptOption,
          maximum_size: maximumSizeOption,
          title: { type: "string" },
          description: { type: "string" },
        },
        required: ["$ref"],
        additionalProperties: false,
      },
      uniqueItems: hiddenOption({ type: "boolean" }, [
        "Each once",
        "不可重复",
        "Each file is held once.",
        "每个文件只保留一次。",
      ]),
      ...listLengthOptions,
    },
    required: ["items"],
  },
  column: () => ({ sql: "jsonb", parameter: "jsonb" }),
  wire: "json",
  valueSchema: (schema) => listSchema(schema, fileSchemaOf(itemOf(schema))),
  expressionType: () => ({ kind: "composite", name: "tenon:attachments" }),
  mismatch: "not_a_list",
  normalise(value, schema) {
    if (!Array.isArray(value)) return value;
    if (value.length === 0 && countOption(schema, "minItems", 0) === 0) return null;
    const seen = new Set<string>();
    return value.map(normaliseFile).filter((file) => {
      if (!isFileValue(file)) return true;
      const isNew = !seen.has(file.id);
      seen.add(file.id);
      return isNew;
    });
  },
  parse(written) {
    const ids = readListText(written);
    if (!ids.every(isFileId)) return failure(problem("not_a_file"));
    const different = [...new Set(ids.map((id) => id.toLowerCase()))];
    return success(different.length === 0 ? null : different.map(normaliseFile));
  },
  format: (value, _, { locale }) =>
    Array.isArray(value)
      ? filesIn(value)
          .map(fileTitle)
          .join(locale === "zh-CN" ? "、" : ", ")
      : "",
  lossyText: true,
  exportText: (value) => (Array.isArray(value) ? filesIn(value).map(fileTitle).join("; ") : ""),
  lossyExport: true,
  holdsFiles: true,
  operators: fileOperators,
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["attachment", "image"],
  check: (schema) => [
    ...fileMistakes(itemOf(schema), "/items"),
    ...listLengthMistakes(schema),
    ...valueMistakes(schema),
  ],
});
