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
import { defineFieldType, type OptionMistake, type PropertySchema } from "./field-type.ts";
import { textOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";
import { option } from "./shared-options.ts";
import { isCurrencyMark, standsFor } from "./values/currency-marks.ts";
import { canonicalDecimal } from "./values/decimal-text.ts";
import { formatNumber, type ShownDigits } from "./values/number-format.ts";
import { readWrittenNumber } from "./values/number-text.ts";

export const moneyDigits = (schema: PropertySchema): Digits =>
  digitsOf(schema, { precision: 20, scale: 2 });

/** ISO 4217 code of all amounts of the field; `null` when each record names its own, or none does. */
export function fixedCurrency(schema: PropertySchema): string | null {
  const currency = textOption(schema, "currency");
  return currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : null;
}

/** Amounts that are kept finer than they are paid stand below those that are not: `0.00`, `0.0125`. */
const shownDigits = ({ scale }: Digits): ShownDigits => ({
  least: Math.min(scale, paidDigits),
  most: scale,
});

const paidDigits = 2;

/** An amount of money, exact. */
export const money = defineFieldType({
  ...exactNumber(moneyDigits),
  name: "money",
  title: { en: "Money", "zh-CN": "金额" },
  description: {
    en: "An exact amount of money, with its currency if you name one.",
    "zh-CN": "精确的金额，可指定币种。",
  },
  recognises: refersTo("money"),
  template: { $ref: "tenon:money" },
  options: {
    properties: {
      ...digitOptions,
      currency: option({ type: "string", pattern: "^[A-Z]{3}$" }, [
        "Currency",
        "币种",
        "Three-letter code (ISO 4217) of all amounts: CNY, EUR, USD.",
        "所有金额的币种代码（ISO 4217），如 CNY、EUR、USD。",
      ]),
      currency_field: option({ type: "string", pattern: "^[a-z][a-z0-9_]{0,47}$" }, [
        "Currency field",
        "币种字段",
        "The field of the same record that holds the currency code.",
        "同一记录中存放币种代码的字段。",
      ]),
      ...boundOptions,
    },
  },
  parse(written, schema) {
    if (written.trim() === "") return success(null);
    const number = readWrittenNumber(written);
    if (number === null) return failure(problem("not_a_number"));
    const { digits, mark: given } = number;
    const currency = fixedCurrency(schema);
    if (given !== "" && (currency === null || !standsFor(given, currency))) {
      if (!isCurrencyMark(given)) return failure(problem("not_a_number"));
      if (currency !== null) return failure(problem("not_this_currency", "", { given, currency }));
    }
    return success(canonicalDecimal(digits, moneyDigits(schema).scale));
  },
  format: (value, schema, { locale }) =>
    typeof value === "string"
      ? formatNumber(value, shownDigits(moneyDigits(schema)), locale, fixedCurrency(schema))
      : "",
  measureField: (schema) => textOption(schema, "currency_field"),
  inMeasure: (schema, currency) => ({ ...schema, currency }),
  sheetFormat: (schema) => decimalFormat(moneyDigits(schema).scale, true),
  convertibleFrom: ["decimal", "integer", "text", "long_text", "select"],
  check: (schema) => [...decimalMistakes(schema, moneyDigits(schema)), ...currencyMistakes(schema)],
});

function currencyMistakes(schema: PropertySchema): readonly OptionMistake[] {
  if (schema.currency === undefined || schema.currency_field === undefined) return [];
  return [
    {
      at: "/currency_field",
      message: {
        en: "Name either one currency or the field that holds it, not both.",
        "zh-CN": "币种与币种字段只能指定其一。",
      },
    },
  ];
}
