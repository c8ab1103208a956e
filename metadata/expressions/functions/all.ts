import { sql } from "../sql.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const allFunction: ExpressionFunction = {
  name: "all",
  description: {
    en: "Whether a condition holds for all of the rows; rows where it is unknown do not count, and it is true without rows.",
    "zh-CN": "是否所有明细行都满足条件；无法判断的行不计，没有明细行时为是。",
  },
  sentence: { en: "all of the rows have {1}", "zh-CN": "所有行都满足{1}" },
  example: { expression: "all(lines, quantity > 10)", result: "whether every line is above 10" },
  aggregate: {
    value: "boolean",
    result: "boolean",
    evaluate: (values) => values.every((value) => value === true),
    sql: (value, _, filter) => sql`coalesce(bool_and(${value ?? sql`true`})${filter}, true)`,
  },
};
