import { endOfMonth } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const endOfMonthFunction: ExpressionFunction = {
  name: "end_of_month",
  description: {
    en: "The last day of the month.",
    "zh-CN": "当月的最后一天。",
  },
  sentence: { en: "the last day of the month of {1}", "zh-CN": "{1}当月的最后一天" },
  example: { expression: 'end_of_month(date("2026-02-15"))', result: "2026-02-28" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "date",
    evaluate: (args) => endOfMonth(asText(args[0])),
    sql: (args) =>
      sql`(date_trunc('month', ${args[0]!}::timestamp) + interval '1 month -1 day')::date`,
  },
};
