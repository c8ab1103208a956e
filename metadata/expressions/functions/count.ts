import { sql } from "../sql.ts";
import { decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const countFunction: ExpressionFunction = {
  name: "count",
  description: {
    en: "How many rows there are, or in how many of them a value is not empty.",
    "zh-CN": "明细行的行数，或某个值非空的行数。",
  },
  sentence: { en: "the number of {1}", "zh-CN": "{1}的数量" },
  example: { expression: "count(lines, quantity > 10)", result: "the number of lines above 10" },
  aggregate: {
    value: "nothing",
    result: "number",
    evaluate: (values) => decimal(values.length),
    sql: (value, _, filter) => sql`(count(${value ?? sql`*`})${filter})::numeric`,
  },
};
