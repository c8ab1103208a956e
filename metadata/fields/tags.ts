import { listType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { listLengthOptions } from "./child-rows.ts";
import { defineFieldType } from "./field-type.ts";
import { listLengthMistakes } from "./list-mistakes.ts";
import { multiSelect } from "./multi-select.ts";
import { countOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";
import { isTextList, readListText, writeListText } from "./values/list-text.ts";

/** Longer texts are no keywords. */
export const maximumTagLength = 100;

/** Trimmed, each once, without empty ones, in the order in which they were given. */
const tidy = (entries: readonly string[]): readonly string[] => [
  ...new Set(entries.map((entry) => entry.trim()).filter((entry) => entry !== "")),
];

/** Any number of free keywords. */
export const tags = defineFieldType({
  name: "tags",
  title: { en: "Tags", "zh-CN": "标签" },
  description: {
    en: "Free keywords, any number of them.",
    "zh-CN": "任意数量的自由关键词。",
  },
  group: "choice",
  storage: "column",
  recognises: refersTo("tags"),
  template: { $ref: "tenon:tags" },
  options: { properties: listLengthOptions },
  column: multiSelect.column,
  wire: "text_list",
  valueSchema({ minItems, maxItems }) {
    return {
      type: "array",
      items: { type: "string", minLength: 1, maxLength: maximumTagLength },
      uniqueItems: true,
      ...(minItems === undefined ? {} : { minItems }),
      ...(maxItems === undefined ? {} : { maxItems }),
    };
  },
  expressionType: () => listType,
  mismatch: "not_a_list",
  normalise(value, schema) {
    if (!isTextList(value)) return value;
    const entries = tidy(value);
    return entries.length === 0 && countOption(schema, "minItems", 0) === 0 ? null : entries;
  },
  parse(written) {
    const entries = tidy(readListText(written));
    return success(entries.length === 0 ? null : entries);
  },
  format: (value, _, { locale }) =>
    isTextList(value) ? value.join(locale === "zh-CN" ? "、" : ", ") : "",
  /** A tag may hold the sign between tags. */
  lossyText: true,
  exportText: (value) => (isTextList(value) ? writeListText(value) : ""),
  operators: multiSelect.operators,
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["multi_select", "select", "text"],
  check: listLengthMistakes,
});
