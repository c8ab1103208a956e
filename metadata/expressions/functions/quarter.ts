import { monthOf } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const quarterFunction: ExpressionFunction = {
  name: "quarter",
  description: {
    en: "The quarter of the date with its year, 2026-Q3.",
    "zh-CN": "日期所在的季度，如 2026-Q3。",
  },
  sentence: { en: "the quarter of {1}", "zh-CN": "{1}的季度" },
  example: { expression: 'quarter(date("2026-07-01"))', result: "2026-Q3" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "text",
    evaluate: (args) =>
      `${asText(args[0]).slice(0, 4)}-Q${Math.ceil(monthOf(asText(args[0])) / 3)}`,
    sql: (args) => sql`to_char(${args[0]!}::timestamp, 'YYYY-"Q"Q')`,
  },
};
