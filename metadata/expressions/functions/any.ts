import { sql } from "../sql.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const anyFunction: ExpressionFunction = {
  name: "any",
  description: {
    en: "Whether a condition holds for at least one of the rows; false without rows.",
    "zh-CN": "是否至少有一行满足条件；没有明细行时为否。",
  },
  sentence: { en: "at least one of the rows has {1}", "zh-CN": "至少一行满足{1}" },
  example: { expression: "any(lines, quantity > 10)", result: "whether some line is above 10" },
  aggregate: {
    value: "boolean",
    result: "boolean",
    evaluate: (values) => values.some((value) => value === true),
    sql: (value, _, filter) => sql`coalesce(bool_or(${value ?? sql`true`})${filter}, false)`,
  },
};
