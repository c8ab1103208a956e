import { sql } from "../sql.ts";
import { asNumber, remainder } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const modFunction: ExpressionFunction = {
  name: "mod",
  description: {
    en: "The remainder of a division, with the sign of the first number, as % gives it; null when dividing by zero.",
    "zh-CN": "除法的余数，符号与被除数相同，与 % 相同；除数为零时为空。",
  },
  sentence: { en: "the remainder of {1} divided by {2}", "zh-CN": "{1}除以{2}的余数" },
  example: { expression: "mod(7, 3)", result: "1" },
  scalar: {
    parameters: [
      { name: "dividend", kind: "number" },
      { name: "divisor", kind: "number" },
    ],
    result: "number",
    evaluate: (args) => remainder(asNumber(args[0]), asNumber(args[1])),
    sql: (args) => sql`(${args[0]!} % nullif(${args[1]!}, 0))`,
  },
};
