import { textType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { defineFieldType } from "./field-type.ts";
import { templateMistakes } from "./number-template.ts";
import { textOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";
import { option } from "./shared-options.ts";
import { text } from "./text.ts";

/** A running number that the engine gives to each new record. */
export const autoNumber = defineFieldType({
  name: "auto_number",
  title: { en: "Auto-number", "zh-CN": "自动编号" },
  description: {
    en: "A running number given to each new record: SO-202611-00001.",
    "zh-CN": "新建记录时自动生成的流水编号，例如 SO-202611-00001。",
  },
  group: "text",
  storage: "column",
  recognises: refersTo("auto_number"),
  template: { $ref: "tenon:auto_number", template: "{00000}" },
  options: {
    properties: {
      template: option({ type: "string", minLength: 1, maxLength: 100 }, [
        "Template",
        "编号模板",
        "Text with {yyyy}, {yy}, {mm}, {dd} and a counter in zeros: SO-{yyyy}{mm}-{00000}.",
        "由文字、{yyyy}、{yy}、{mm}、{dd} 和一串 0 表示的流水号组成，例如 SO-{yyyy}{mm}-{00000}。",
      ]),
      gapless: option({ type: "boolean" }, [
        "Without gaps",
        "连续编号",
        "No number is left out, even when saving fails; new records wait for each other, and what holds a number cannot be deleted.",
        "即使保存失败也不跳号；新建记录时会依次等待，已有编号的记录不能删除。",
      ]),
      assign_on: option({ type: "string", minLength: 1 }, [
        "Given by the transition",
        "由流转生成",
        "Name of the transition of the lifecycle that gives the number; left out, a new record gets it at once.",
        "填写流转的名称，执行该流转时才生成编号；留空则新建时立即生成。",
      ]),
    },
    required: ["template"],
  },
  column: text.column,
  wire: "string",
  valueSchema: () => ({ type: "string", minLength: 1 }),
  expressionType: () => textType,
  mismatch: "not_text",
  normalise: (value) => value,
  parse: (written) => success(written === "" ? null : written),
  format: text.format,
  exportText: text.exportText,
  operators: text.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "integer"],
  check: (schema) => templateMistakes(textOption(schema, "template") ?? "", "/template"),
});
