import type Big from "big.js";
import { sql } from "../sql.ts";
import { asNumber, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

const zero = decimal(0);

export const sumFunction: ExpressionFunction = {
  name: "sum",
  description: {
    en: "Adds a number over rows; empty ones do not count, and no rows give 0.",
    "zh-CN": "对明细行的数值求和，忽略空值；没有明细行时为 0。",
  },
  sentence: { en: "the sum of {1}", "zh-CN": "{1}之和" },
  example: {
    expression: "sum(lines.amount, quantity > 0)",
    result: "the amount of all lines with a quantity",
  },
  aggregate: {
    value: "number",
    result: "number",
    evaluate: (values) => values.reduce<Big>((total, value) => total.plus(asNumber(value)), zero),
    sql: (value, _, filter) => sql`coalesce(sum(${value ?? sql`0`})${filter}, 0)`,
  },
};
