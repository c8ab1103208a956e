import { textType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { defineFieldType, type OptionMistake } from "./field-type.ts";
import { templateMistakes } from "./number-template.ts";
import { textOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";
import { option } from "./shared-options.ts";
import { text } from "./text.ts";

/** A number is taken before its record is stored, so a write that fails leaves a gap. */
const gaplessLater: OptionMistake = {
  at: "/gapless",
  message: {
    en: "Numbers without gaps are not supported yet. Leave gapless out.",
    "zh-CN": "暂不支持无间断编号，请去掉 gapless。",
  },
};

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
        "No number is left out, even when saving fails; new records wait for each other.",
        "即使保存失败也不跳号；新建记录时会依次等待。",
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
  check: (schema) => [
    ...templateMistakes(textOption(schema, "template") ?? "", "/template"),
    ...(schema.gapless === true ? [gaplessLater] : []),
  ],
});
