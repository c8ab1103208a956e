import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const dayFunction: ExpressionFunction = {
  name: "day",
  description: {
    en: "The day itself; for a moment the date on which it falls. Groups by day.",
    "zh-CN": "日期本身；日期时间则为其所在的日期。可用于按天分组。",
  },
  sentence: { en: "the day of {1}", "zh-CN": "{1}的日期" },
  example: { expression: "day(created_at)", result: "2026-07-01" },
  scalar: {
    parameters: [{ name: "date", kind: "date" }],
    result: "date",
    evaluate: (args) => asText(args[0]),
    sql: (args) => args[0]!,
  },
};
