import { slot } from "../sql.ts";
import { clockSlots } from "../sql-context.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const currentUserFunction: ExpressionFunction = {
  name: "current_user",
  description: {
    en: "Who asks; empty when the engine itself does.",
    "zh-CN": "当前操作人；由系统自身执行时为空。",
  },
  sentence: { en: "the current user", "zh-CN": "当前用户" },
  example: { expression: "owner == current_user()", result: "true for one's own records" },
  scalar: {
    parameters: [],
    result: "user",
    usesClock: true,
    evaluate: (_, { clock }) => clock.user ?? null,
    sql: () => slot(clockSlots.user, "uuid"),
  },
};
