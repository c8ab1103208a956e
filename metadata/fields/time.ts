import { timeType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { logicOptions, withAssertions } from "./assertions.ts";
import { date, formatOption } from "./date.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { readWrittenTime, writeTime } from "./values/clock.ts";

const wireForm = /^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$/;

/** A time of day, to the second, without a zone: opening hours, a shift's start. */
export const time = defineFieldType({
  name: "time",
  title: { en: "Time", "zh-CN": "时间" },
  description: {
    en: "A time of day, without a date: when a shift starts.",
    "zh-CN": "一天中的某个时间，不含日期，例如上班时间。",
  },
  group: "time",
  storage: "column",
  recognises: isOfKind("time"),
  template: { type: "string", format: "time" },
  options: { properties: { format: formatOption, ...logicOptions } },
  column: () => ({ sql: "time(0)", parameter: "time" }),
  wire: "string",
  /** A pattern, because the standard's `time` format demands an offset. */
  valueSchema: (schema) =>
    withAssertions(
      { type: "string", pattern: "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$" },
      schema,
      logicOptions,
    ),
  expressionType: () => timeType,
  mismatch: "not_a_time",
  normalise(value) {
    if (typeof value !== "string" || !wireForm.test(value)) return value;
    return value.length === 5 ? `${value}:00` : value;
  },
  parse(written) {
    const text = written.normalize("NFKC").trim();
    if (text === "") return success(null);
    const found = readWrittenTime(text);
    return found === null || found.millisecond !== 0
      ? failure(problem("not_a_time"))
      : success(writeTime(found));
  },
  format(value) {
    if (typeof value !== "string") return "";
    return value.endsWith(":00") && value.length === 8 ? value.slice(0, 5) : value;
  },
  exportText: (value) => (typeof value === "string" ? value : ""),
  operators: date.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text"],
});
