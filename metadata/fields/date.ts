import { dateType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { textAssertionOptions, withAssertions } from "./assertions.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { hiddenOption } from "./shared-options.ts";
import { textMistakes } from "./text-mistakes.ts";
import {
  formatDate,
  longestWritten,
  readDate,
  readWrittenDate,
  writeDate,
} from "./values/calendar.ts";

export const formatOption = hiddenOption({ type: "string" }, [
  "Format",
  "标准格式",
  "The format of JSON Schema that makes the field this type.",
  "决定字段类型的 JSON Schema 格式。",
]);

/** A day of the calendar, the same day in every time zone. */
export const date = defineFieldType({
  name: "date",
  title: { en: "Date", "zh-CN": "日期" },
  description: {
    en: "A day of the calendar, the same everywhere.",
    "zh-CN": "日历上的一天，与时区无关。",
  },
  group: "time",
  storage: "column",
  recognises: isOfKind("date"),
  template: { type: "string", format: "date" },
  options: { properties: { format: formatOption, ...textAssertionOptions } },
  column: () => ({ sql: "date", parameter: "date" }),
  wire: "string",
  valueSchema: (schema) =>
    withAssertions(
      { type: "string", format: "date", not: { pattern: "^0000" } },
      schema,
      textAssertionOptions,
    ),
  expressionType: () => dateType,
  mismatch: "not_a_date",
  normalise: (value) => value,
  parse(written) {
    const text = written.normalize("NFKC").trim();
    if (text === "") return success(null);
    if (text.length > longestWritten) return failure(problem("not_a_date"));
    const midnight = /[ T]00:00(?::00(?:\.0+)?)?$/;
    const found = readWrittenDate(text.replace(midnight, ""));
    if (found === "ambiguous") return failure(problem("ambiguous_date"));
    return found === null ? failure(problem("not_a_date")) : success(writeDate(found));
  },
  format(value, _, { locale }) {
    if (typeof value !== "string") return "";
    const found = readDate(value);
    return found === null ? value : formatDate(found, locale);
  },
  exportText: (value) => (typeof value === "string" ? value : ""),
  sheetFormat: () => "yyyy-mm-dd",
  operators: [
    "equals",
    "not_equals",
    "less",
    "less_or_equal",
    "greater",
    "greater_or_equal",
    "is_empty",
    "is_not_empty",
  ],
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["date_time", "text"],
  check: textMistakes,
});
