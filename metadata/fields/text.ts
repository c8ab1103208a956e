import { textType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { textAssertionOptions, textConditions, withAssertions } from "./assertions.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { hiddenOption } from "./shared-options.ts";
import { textMistakes } from "./text-mistakes.ts";
import { textFormats } from "./values/text-formats.ts";

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
      ...textConditions,
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
