import { textType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { textAssertionOptions, withAssertions } from "./assertions.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { hiddenOption, option } from "./shared-options.ts";
import { textMistakes } from "./text-mistakes.ts";
import { textFormats } from "./values/text-formats.ts";

export const lengthOptions = {
  minLength: option({ type: "integer", minimum: 0 }, [
    "Minimum length",
    "最小长度",
    "Fewest characters.",
    "最少字符数。",
  ]),
  maxLength: option({ type: "integer", minimum: 0 }, [
    "Maximum length",
    "最大长度",
    "Most characters.",
    "最多字符数。",
  ]),
};

/** A line of text. Kept exactly as it was written. */
export const text = defineFieldType({
  name: "text",
  title: { en: "Text", "zh-CN": "文本" },
  description: { en: "A line of text: a name, a code.", "zh-CN": "一行文字：名称、代码等。" },
  group: "text",
  storage: "column",
  recognises: isOfKind("text"),
  template: { type: "string" },
  options: {
    properties: {
      ...textAssertionOptions,
      ...lengthOptions,
      pattern: option({ type: "string" }, [
        "Pattern",
        "格式（正则）",
        "A regular expression that the text must match, in RE2 syntax.",
        "文本须匹配的正则表达式（RE2 语法）。",
      ]),
      format: hiddenOption({ type: "string" }, [
        "Format",
        "标准格式",
        "A format of JSON Schema: uuid, hostname, ipv4 …",
        "JSON Schema 的标准格式：uuid、hostname、ipv4 等。",
      ]),
    },
  },
  column: () => ({ sql: "text", parameter: "text", collate: "C" }),
  wire: "string",
  valueSchema(schema) {
    const { format } = schema;
    const known = typeof format === "string" && textFormats.has(format);
    return withAssertions(
      known ? { type: "string", format } : { type: "string" },
      schema,
      textAssertionOptions,
    );
  },
  expressionType: () => textType,
  mismatch: "not_text",
  normalise: (value) => value,
  parse: (written) => success(written === "" ? null : written),
  format: (value) => (typeof value === "string" ? value : ""),
  exportText: (value) => (typeof value === "string" ? value : ""),
  operators: [
    "equals",
    "not_equals",
    "contains",
    "starts_with",
    "one_of",
    "is_empty",
    "is_not_empty",
  ],
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: [
    "long_text",
    "email",
    "phone",
    "url",
    "select",
    "auto_number",
    "integer",
    "decimal",
    "money",
    "percent",
    "quantity",
    "rating",
    "duration",
    "barcode",
    "color",
    "boolean",
    "date",
    "date_time",
    "time",
  ],
  check: textMistakes,
});
