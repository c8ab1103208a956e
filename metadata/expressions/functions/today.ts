import { slot } from "../sql.ts";
import { clockSlots } from "../sql-context.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const todayFunction: ExpressionFunction = {
  name: "today",
  description: {
    en: "The current date.",
    "zh-CN": "当前日期。",
  },
  sentence: { en: "today", "zh-CN": "今天" },
  example: { expression: "due_date < today()", result: "true when overdue" },
  scalar: {
    parameters: [],
    result: "date",
    usesClock: true,
    evaluate: (_, { clock }) => clock.today,
    sql: () => slot(clockSlots.today, "date"),
  },
};
