import { sql } from "../sql.ts";
import { asNumber } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const absFunction: ExpressionFunction = {
  name: "abs",
  description: {
    en: "The number without its sign.",
    "zh-CN": "数字的绝对值。",
  },
  sentence: { en: "the absolute value of {1}", "zh-CN": "{1}的绝对值" },
  example: { expression: "abs(-3)", result: "3" },
  scalar: {
    parameters: [{ name: "number", kind: "number" }],
    result: "number",
    evaluate: (args) => asNumber(args[0]).abs(),
    sql: (args) => sql`abs(${args[0]!})`,
  },
};
