import { monthOf } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const monthOfYearFunction: ExpressionFunction = {
  name: "month_of_year",
  description: {
    en: "The number of the month, 1 to 12, whatever the year.",
    "zh-CN": "月份，1 到 12，不区分年份。",
  },
  sentence: { en: "the month number of {1}", "zh-CN": "{1}的月份" },
  example: { expression: 'month_of_year(date("2026-07-01"))', result: "7" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "number",
    evaluate: (args) => decimal(monthOf(asText(args[0]))),
    sql: (args) => sql`extract(month from ${args[0]!})`,
  },
};
