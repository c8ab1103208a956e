import { success } from "../problem.ts";
import { compositeOperators } from "./composite.ts";
import { defineFieldType, type OptionMistake, type PropertySchema } from "./field-type.ts";
import { countOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";
import { option } from "./shared-options.ts";
import { hiddenText, secretMark } from "./values/secret-mark.ts";

/** Longest text unless the document says less. */
const maximumLength = 4000;

/**
 * A text that is kept encrypted. It is written in clear and read as a mark that it is there; the
 * clear text is answered by one route of its own, to those who may reveal it.
 */
export const secret = defineFieldType({
  name: "secret",
  title: { en: "Secret", "zh-CN": "密文" },
  description: {
    en: "A text that is kept encrypted and shown to nobody unless it is asked for: the password of a device.",
    "zh-CN": "加密保存的文本，不经单独请求不会显示，例如设备密码。",
  },
  group: "other",
  storage: "column",
  recognises: refersTo("secret"),
  template: { $ref: "tenon:secret" },
  options: {
    properties: {
      maxLength: option({ type: "integer", minimum: 1, maximum: maximumLength }, [
        "Longest",
        "最大长度",
        `Characters of the text in clear; ${maximumLength} at most.`,
        `明文的字符数上限，最多 ${maximumLength}。`,
      ]),
    },
  },
  column: () => ({ sql: "text", parameter: "text", collate: "C" }),
  sealed: true,
  wire: "json",
  valueSchema: (schema) => ({
    type: ["string", "object"],
    minLength: 1,
    maxLength: countOption(schema, "maxLength") ?? maximumLength,
    properties: { set: { const: true } },
    required: ["set"],
    additionalProperties: false,
  }),
  expressionType: () => ({ kind: "composite", name: "tenon:secret" }),
  mismatch: "not_a_secret",
  normalise: (value) => (value === "" ? null : value),
  /** Dots mean the secret that is there: what an export says is no new one. */
  parse: (written) =>
    success(written === "" ? null : written === hiddenText ? secretMark : written),
  format: shown,
  exportText: shown,
  operators: compositeOperators,
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: [],
  check: (schema) =>
    ["default", "formula", "copy_from", "index", "examples"].flatMap((key) => refused(schema, key)),
});

/** Never the text itself, wherever the value comes from. */
function shown(value: unknown): string {
  return value === null || value === undefined || value === "" ? "" : hiddenText;
}

function refused(schema: PropertySchema, keyword: string): readonly OptionMistake[] {
  if (schema[keyword] === undefined || schema[keyword] === false) return [];
  return [
    {
      at: `/${keyword}`,
      message: {
        en: "A secret is known to those alone who set it: not to documents, formulas or indexes. Remove this.",
        "zh-CN": "密文只由设置者知晓，不能出现在文档、公式或索引中，请删除此项。",
      },
    },
  ];
}
