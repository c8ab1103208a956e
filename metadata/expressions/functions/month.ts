import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const monthFunction: ExpressionFunction = {
  name: "month",
  description: {
    en: "The month of the date with its year, 2026-07; groups by calendar month.",
    "zh-CN": "日期所在的年月，如 2026-07；可用于按月分组。",
  },
  sentence: { en: "the month of {1}", "zh-CN": "{1}的年月" },
  example: { expression: 'month(date("2026-07-01"))', result: "2026-07" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "text",
    evaluate: (args) => asText(args[0]).slice(0, 7),
    sql: (args) => sql`to_char(${args[0]!}::timestamp, 'YYYY-MM')`,
  },
};
