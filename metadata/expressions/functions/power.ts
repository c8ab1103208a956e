import { divideSql } from "../exact-sql.ts";
import { joinSql, parameter, sql } from "../sql.ts";
import { asNumber, decimal, divide, divisionPlaces } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

const mostDigits = 100;

/** From here on the power would have more than `mostDigits` digits. */
const limitOf = (steps: number): string =>
  `1${"0".repeat(Math.floor(mostDigits / Math.max(steps, 1)))}`;

export const powerFunction: ExpressionFunction = {
  name: "power",
  description: {
    en: "The number, rounded to ten decimals, raised to a whole power written as digits; the result has up to ten decimals. Null beyond about 100 digits and for negative powers of zero.",
    "zh-CN":
      "将数字（保留十位小数）乘方，指数为直接写出的整数，结果最多十位小数；超过约 100 位数字或零的负次幂时为空。",
  },
  sentence: { en: "{1} to the power of {2}", "zh-CN": "{1}的{2}次方" },
  example: { expression: "power(1.1, 2)", result: "1.21" },
  scalar: {
    parameters: [
      { name: "number", kind: "number" },
      { name: "exponent", kind: "digits" },
    ],
    result: "number",
    evaluate(args) {
      const exponent = Number(args[1]);
      const base = asNumber(args[0]).round(divisionPlaces, 1);
      const steps = Math.abs(exponent);
      if (base.abs().gte(decimal(limitOf(steps)))) return null;
      const product = decimal(base).pow(steps).round(divisionPlaces, 1);
      return exponent < 0 ? divide(decimal(1), product) : product;
    },
    // PostgreSQL's own power() chooses how many digits it gives; products are exact.
    sql(args, _types, _context, written) {
      const exponent = Number(written[1] ?? 0);
      const steps = Math.abs(exponent);
      const factors = Array.from({ length: steps }, () => sql`given.base`);
      const product = sql`round(${joinSql([sql`1::numeric`, ...factors], sql` * `)}, 10)`;
      const result = exponent < 0 ? divideSql(sql`1::numeric`, product) : product;
      const limit = parameter(limitOf(steps), "numeric");
      return sql`(select case when abs(given.base) < ${limit} then ${result} end from (select round(${args[0]!}, 10) as base offset 0) as given)`;
    },
  },
};
