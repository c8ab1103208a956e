import { slot } from "../sql.ts";
import { clockSlots } from "../sql-context.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const nowFunction: ExpressionFunction = {
  name: "now",
  description: {
    en: "The current date and time.",
    "zh-CN": "当前日期时间。",
  },
  sentence: { en: "now", "zh-CN": "现在" },
  example: { expression: "created_at < now()", result: "true" },
  scalar: {
    parameters: [],
    result: "datetime",
    usesClock: true,
    evaluate: (_, { clock }) => clock.now,
    sql: () => slot(clockSlots.now, "timestamptz"),
  },
};
