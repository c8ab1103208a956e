import { sql } from "../sql.ts";
import { asNumber, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const signFunction: ExpressionFunction = {
  name: "sign",
  description: {
    en: "Gives 1 for a number above zero, -1 below zero, else 0.",
    "zh-CN": "正数为 1，负数为 -1，零为 0。",
  },
  sentence: { en: "the sign of {1}", "zh-CN": "{1}的正负号" },
  example: { expression: "sign(-2.5)", result: "-1" },
  scalar: {
    parameters: [{ name: "number", kind: "number" }],
    result: "number",
    evaluate: (args) => decimal(asNumber(args[0]).cmp(0)),
    sql: (args) => sql`sign(${args[0]!})`,
  },
};
