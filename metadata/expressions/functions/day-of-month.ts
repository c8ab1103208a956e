import { dayOf } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const dayOfMonthFunction: ExpressionFunction = {
  name: "day_of_month",
  description: {
    en: "The number of the day in its month, 1 to 31.",
    "zh-CN": "当月的第几天，1 到 31。",
  },
  sentence: { en: "the day of the month of {1}", "zh-CN": "{1}是当月第几天" },
  example: { expression: 'day_of_month(date("2026-07-01"))', result: "1" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "number",
    evaluate: (args) => decimal(dayOf(asText(args[0]))),
    sql: (args) => sql`extract(day from ${args[0]!})`,
  },
};
