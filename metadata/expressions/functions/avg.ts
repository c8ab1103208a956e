import type Big from "big.js";
import { divideSql } from "../exact-sql.ts";
import { sql } from "../sql.ts";
import { asNumber, decimal, divide } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const avgFunction: ExpressionFunction = {
  name: "avg",
  description: {
    en: "The average of a number over rows, to ten decimals; empty ones do not count, and no rows give null.",
    "zh-CN": "明细行数值的平均值（保留 10 位小数），忽略空值；没有明细行时为空。",
  },
  sentence: { en: "the average of {1}", "zh-CN": "{1}的平均值" },
  example: { expression: "avg(lines.price)", result: "the average price of the lines" },
  aggregate: {
    value: "number",
    result: "number",
    evaluate(values) {
      const total = values.reduce<Big>((sum, value) => sum.plus(asNumber(value)), decimal(0));
      return divide(total, decimal(values.length));
    },
    sql(value, _, filter) {
      const number = value ?? sql`0`;
      return divideSql(sql`sum(${number})${filter}`, sql`count(${number})${filter}`);
    },
  },
};
