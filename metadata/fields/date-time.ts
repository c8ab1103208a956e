import { datetimeType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { textAssertionOptions, withAssertions } from "./assertions.ts";
import { date, formatOption } from "./date.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { textMistakes } from "./text-mistakes.ts";
import { longestWritten } from "./values/calendar.ts";
import {
  formatLocalTime,
  readInstant,
  readWrittenLocalTime,
  withinYears,
  writeInstant,
} from "./values/clock.ts";
import { instantIn, localTimeIn } from "./values/time-zone.ts";

/** A moment, to the millisecond; people see it in their own time zone. */
export const dateTime = defineFieldType({
  name: "date_time",
  title: { en: "Date and time", "zh-CN": "日期时间" },
  description: {
    en: "A moment; everybody sees it in their own time zone.",
    "zh-CN": "一个时刻，按各人所在的时区显示。",
  },
  group: "time",
  storage: "column",
  recognises: isOfKind("date_time"),
  template: { type: "string", format: "date-time" },
  options: { properties: { format: formatOption, ...textAssertionOptions } },
  column: () => ({ sql: "timestamptz(3)", parameter: "timestamptz" }),
  wire: "timestamp",
  valueSchema: (schema) =>
    withAssertions(
      // Neither the year 0 nor leap seconds, which the format allows.
      { type: "string", format: "date-time", not: { pattern: "^0000|:60" } },
      schema,
      textAssertionOptions,
    ),
  expressionType: () => datetimeType,
  mismatch: "not_a_date_time",
  normalise(value) {
    if (typeof value !== "string") return value;
    const instant = readInstant(value);
    return instant === null ? value : writeInstant(instant);
  },
  parse(written, _, { timeZone }) {
    const text = written.normalize("NFKC").trim();
    if (text === "") return success(null);
    if (text.length > longestWritten) return failure(problem("not_a_date_time"));
    const instant = readInstant(asRfc3339(text)) ?? readLocal(text, timeZone);
    if (instant === "ambiguous") return failure(problem("ambiguous_date"));
    return instant === null ? failure(problem("not_a_date_time")) : success(writeInstant(instant));
  },
  format(value, _, { locale, timeZone }) {
    if (typeof value !== "string") return "";
    const instant = readInstant(value);
    return instant === null ? value : formatLocalTime(localTimeIn(instant, timeZone), locale);
  },
  lossyText: true,
  exportText: (value) => (typeof value === "string" ? value : ""),
  sheetFormat: () => "yyyy-mm-dd hh:mm:ss",
  operators: date.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["date", "text"],
  check: textMistakes,
});

/** `2026-11-22 08:30:00.123456+00` as databases write it, in the form of RFC 3339. */
function asRfc3339(text: string): string {
  return text
    .replace(/^([0-9-]{10}) (?=[0-9]{2}:)/, "$1T")
    .replace(/ ?UTC$/i, "Z")
    .replace(/(:[0-9]{2}(?:\.[0-9]+)?) ?([+-][0-9]{2}):?([0-9]{2})?$/, "$1$2:$3")
    .replace(/([+-][0-9]{2}):$/, "$1:00");
}

function readLocal(text: string, timeZone: string): number | "ambiguous" | null {
  const local = readWrittenLocalTime(text);
  if (local === null || local === "ambiguous") return local;
  return withinYears(instantIn(local, timeZone));
}
