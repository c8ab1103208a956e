import { sql } from "../sql.ts";
import { asNumber } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const floorFunction: ExpressionFunction = {
  name: "floor",
  description: {
    en: "The largest whole number that is not above the number.",
    "zh-CN": "不大于该数的最大整数。",
  },
  sentence: { en: "{1} rounded down", "zh-CN": "{1}向下取整" },
  example: { expression: "floor(-1.5)", result: "-2" },
  scalar: {
    parameters: [{ name: "number", kind: "number" }],
    result: "number",
    evaluate(args) {
      const number = asNumber(args[0]);
      const cut = number.round(0, 0);
      return cut.gt(number) ? cut.minus(1) : cut;
    },
    sql: (args) => sql`floor(${args[0]!})`,
  },
};
