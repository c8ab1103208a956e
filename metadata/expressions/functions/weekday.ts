import { weekday } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const weekdayFunction: ExpressionFunction = {
  name: "weekday",
  description: {
    en: "The day of the week: Monday is 1, Sunday is 7.",
    "zh-CN": "星期几：星期一为 1，星期日为 7。",
  },
  sentence: { en: "the weekday of {1}", "zh-CN": "{1}的星期" },
  example: { expression: 'weekday(date("2026-07-01"))', result: "3" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "number",
    evaluate: (args) => decimal(weekday(asText(args[0]))),
    sql: (args) => sql`extract(isodow from ${args[0]!})`,
  },
};
