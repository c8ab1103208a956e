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
import { isOfKind, refersTo } from "./schema-kind.ts";
import { canonicalDecimal } from "./values/decimal-text.ts";
import { formatNumber, type ShownDigits } from "./values/number-format.ts";
import { readWrittenNumber } from "./values/number-text.ts";

export const decimalDigits = (schema: PropertySchema): Digits =>
  digitsOf(schema, { precision: 18, scale: 4 });

/** Zeros at the end are shown only where somebody has said how many decimals there are. */
export function shownDigits(schema: PropertySchema): ShownDigits {
  const { scale } = decimalDigits(schema);
  return { least: schema.scale === undefined ? 0 : scale, most: scale };
}

/** An exact number: quantities, rates, factors. */
export const decimal = defineFieldType({
  ...exactNumber(decimalDigits),
  name: "decimal",
  title: { en: "Decimal number", "zh-CN": "小数" },
  description: {
    en: "An exact number with decimal places: a quantity, a rate.",
    "zh-CN": "精确的小数：数量、比率等。",
  },
  recognises: (schema) => isOfKind("decimal")(schema) || refersTo("decimal")(schema),
  template: { $ref: "tenon:decimal", precision: 18, scale: 4 },
  options: { properties: { ...digitOptions, ...boundOptions } },
  parse(written, schema) {
    if (written.trim() === "") return success(null);
    const number = readWrittenNumber(written);
    if (number === null || number.mark !== "") return failure(problem("not_a_number"));
    return success(canonicalDecimal(number.digits, decimalDigits(schema).scale));
  },
  format: (value, schema, { locale }) =>
    typeof value === "string" ? formatNumber(value, shownDigits(schema), locale) : "",
  sheetFormat: (schema) => decimalFormat(decimalDigits(schema).scale),
  convertibleFrom: [
    "integer",
    "money",
    "percent",
    "quantity",
    "rating",
    "text",
    "long_text",
    "select",
  ],
  check: (schema) => decimalMistakes(schema, decimalDigits(schema)),
});
