import { failure, problem, success } from "../problem.ts";
import {
  boundOptions,
  type Digits,
  decimalFormat,
  decimalMistakes,
  digitOptions,
  digitsOf,
} from "./decimal-options.ts";
import { exactNumber } from "./exact-number.ts";
import { defineFieldType, type PropertySchema } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import { canonicalDecimal } from "./values/decimal-text.ts";
import { formatNumber } from "./values/number-format.ts";
import { readWrittenNumber } from "./values/number-text.ts";

export const percentDigits = (schema: PropertySchema): Digits =>
  digitsOf(schema, { precision: 9, scale: 2 });

/** `12.5%`, `12.5 ％`, `百分之12.5` without the sign. */
function withoutSign(written: string): string {
  const text = written.normalize("NFKC").trim();
  if (text.endsWith("%")) return text.slice(0, -1);
  return text.startsWith("百分之") ? text.slice(3) : text;
}

/**
 * A share of a hundred, exact. The value is what people read: `12.50` is 12.5 %. Formulas and
 * filters see that number too, so a share of an amount is `amount * rate / 100`.
 */
export const percent = defineFieldType({
  ...exactNumber(percentDigits),
  name: "percent",
  title: { en: "Percent", "zh-CN": "百分比" },
  description: {
    en: "A share of a hundred: 12.5 means 12.5 %, in formulas too (amount * rate / 100).",
    "zh-CN": "百分数：12.5 表示 12.5%，公式中也是如此（金额 * 比率 / 100）。",
  },
  recognises: refersTo("percent"),
  template: { $ref: "tenon:percent" },
  options: { properties: { ...digitOptions, ...boundOptions } },
  parse(written, schema) {
    if (written.trim() === "") return success(null);
    const number = readWrittenNumber(withoutSign(written));
    if (number === null || number.mark !== "") return failure(problem("not_a_number"));
    return success(canonicalDecimal(number.digits, percentDigits(schema).scale));
  },
  format: (value, schema, { locale }) =>
    typeof value === "string" && value !== ""
      ? `${formatNumber(value, percentDigits(schema).scale, locale)}%`
      : "",
  sheetFormat: (schema) => `${decimalFormat(percentDigits(schema).scale)}%`,
  convertibleFrom: ["decimal", "integer", "text", "long_text", "select"],
  check: (schema) => decimalMistakes(schema, percentDigits(schema)),
});
