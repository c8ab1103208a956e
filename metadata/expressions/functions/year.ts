import { yearOf } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const yearFunction: ExpressionFunction = {
  name: "year",
  description: {
    en: "The year of the date.",
    "zh-CN": "日期的年份。",
  },
  sentence: { en: "the year of {1}", "zh-CN": "{1}的年份" },
  example: { expression: 'year(date("2026-07-01"))', result: "2026" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "number",
    evaluate: (args) => decimal(yearOf(asText(args[0]))),
    sql: (args) => sql`extract(year from ${args[0]!})`,
  },
};
