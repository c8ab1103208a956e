import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const startOfMonthFunction: ExpressionFunction = {
  name: "start_of_month",
  description: {
    en: "The first day of the month.",
    "zh-CN": "当月的第一天。",
  },
  sentence: { en: "the first day of the month of {1}", "zh-CN": "{1}当月的第一天" },
  example: { expression: 'start_of_month(date("2026-07-15"))', result: "2026-07-01" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "date",
    evaluate: (args) => `${asText(args[0]).slice(0, 8)}01`,
    sql: (args) => sql`date_trunc('month', ${args[0]!}::timestamp)::date`,
  },
};
