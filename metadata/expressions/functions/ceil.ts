import { sql } from "../sql.ts";
import { asNumber } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const ceilFunction: ExpressionFunction = {
  name: "ceil",
  description: {
    en: "The smallest whole number that is not below the number.",
    "zh-CN": "不小于该数的最小整数。",
  },
  sentence: { en: "{1} rounded up", "zh-CN": "{1}向上取整" },
  example: { expression: "ceil(1.2)", result: "2" },
  scalar: {
    parameters: [{ name: "number", kind: "number" }],
    result: "number",
    evaluate(args) {
      const number = asNumber(args[0]);
      const cut = number.round(0, 0);
      return cut.lt(number) ? cut.plus(1) : cut;
    },
    sql: (args) => sql`ceil(${args[0]!})`,
  },
};
