import { textType } from "../expressions/types.ts";
import { defineFieldType } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import { text } from "./text.ts";

/** Text of several lines. Kept exactly as it was written. */
export const longText = defineFieldType({
  ...text,
  name: "long_text",
  title: { en: "Long text", "zh-CN": "多行文本" },
  description: {
    en: "Text of several lines: notes, a description.",
    "zh-CN": "多行文字：备注、说明等。",
  },
  recognises: refersTo("long_text"),
  template: { $ref: "tenon:long_text" },
  expressionType: () => textType,
  operators: ["contains", "starts_with", "is_empty", "is_not_empty"],
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["text", ...text.convertibleFrom.filter((name) => name !== "long_text")],
});
