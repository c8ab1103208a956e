import { numberType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { decimal } from "./decimal.ts";
import { defineFieldType } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import {
  canonicalDuration,
  clockDuration,
  maximumSeconds,
  readIsoDuration,
  readWrittenDuration,
  spokenDuration,
  writeDuration,
} from "./values/duration-text.ts";

const secondsOf = (value: unknown): number | null =>
  typeof value === "string" ? readIsoDuration(value) : null;

/**
 * A length of time, exact to the second: `PT1H30M` on the wire, whole seconds in the column.
 * Formulas and filters see the seconds: `effort / 3600 * hourly_rate`, `effort > 3600`.
 */
export const duration = defineFieldType({
  name: "duration",
  title: { en: "Duration", "zh-CN": "时长" },
  description: {
    en: "A length of time, exact to the second. Formulas see seconds: effort / 3600.",
    "zh-CN": "一段时间，精确到秒；公式中以秒计，例如 effort / 3600。",
  },
  group: "time",
  storage: "column",
  recognises: refersTo("duration"),
  template: { $ref: "tenon:duration" },
  options: { properties: {} },
  column: () => ({ sql: "bigint", parameter: "bigint", largest: maximumSeconds }),
  wire: "duration",
  stored: {
    fromWire: (value) => secondsOf(value) ?? value,
    toWire: (value) =>
      typeof value === "number" && Math.abs(value) <= maximumSeconds ? writeDuration(value) : null,
  },
  valueSchema: () => ({ type: "string", pattern: canonicalDuration }),
  expressionType: () => numberType,
  mismatch: "not_a_duration",
  normalise(value) {
    const seconds = secondsOf(value);
    return seconds === null ? value : writeDuration(seconds);
  },
  parse(written) {
    if (written.trim() === "") return success(null);
    const seconds = readWrittenDuration(written);
    return seconds === null ? failure(problem("not_a_duration")) : success(writeDuration(seconds));
  },
  format(value, _, { locale }) {
    const seconds = secondsOf(value);
    return seconds === null ? "" : spokenDuration(seconds, locale);
  },
  exportText(value) {
    const seconds = secondsOf(value);
    return seconds === null ? "" : clockDuration(seconds);
  },
  operators: decimal.operators,
  sortable: true,
  uniqueAllowed: false,
  convertibleFrom: ["text", "long_text"],
});
