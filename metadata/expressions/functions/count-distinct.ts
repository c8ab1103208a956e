import { sql } from "../sql.ts";
import { decimal, decimalText, type Value } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const countDistinctFunction: ExpressionFunction = {
  name: "count_distinct",
  description: {
    en: "How many different values there are over the rows; empty ones do not count.",
    "zh-CN": "明细行中不同值的个数，忽略空值。",
  },
  sentence: { en: "the number of different {1}", "zh-CN": "不同的{1}的个数" },
  example: {
    expression: "count_distinct(lines.product)",
    result: "the number of products in the lines",
  },
  aggregate: {
    value: "any",
    result: "number",
    evaluate: (values) => decimal(new Set(values.map(keyOf)).size),
    sql: (value, _, filter) => sql`(count(distinct ${value ?? sql`1`})${filter})::numeric`,
  },
};

/** Numbers are equal whatever zeros they end in. */
function keyOf(value: Value): string {
  return value instanceof Object && "cmp" in value ? decimalText(value) : JSON.stringify(value);
}
