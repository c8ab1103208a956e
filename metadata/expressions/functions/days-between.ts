import { dayNumber } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const daysBetweenFunction: ExpressionFunction = {
  name: "days_between",
  description: {
    en: "How many days the second date lies after the first one; negative before it.",
    "zh-CN": "第二个日期比第一个日期晚多少天；更早则为负数。",
  },
  sentence: { en: "the days from {1} to {2}", "zh-CN": "从{1}到{2}的天数" },
  example: { expression: 'days_between(date("2026-07-01"), date("2026-07-31"))', result: "30" },
  scalar: {
    parameters: [
      { name: "from", kind: "date" },
      { name: "to", kind: "date" },
    ],
    result: "number",
    evaluate: (args) => decimal(dayNumber(asText(args[1])) - dayNumber(asText(args[0]))),
    // Swapped and negated, so that parameters keep the order in which they are written.
    sql: (args) => sql`(-(${args[0]!} - ${args[1]!}))::numeric`,
  },
};
