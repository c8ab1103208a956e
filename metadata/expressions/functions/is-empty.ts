import { sql } from "../sql.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const isEmptyFunction: ExpressionFunction = {
  name: "is_empty",
  description: {
    en: "Whether there is no value, a text without characters or a list without entries.",
    "zh-CN": "值是否为空、空文本或没有项的列表。",
  },
  sentence: { en: "{1} is empty", "zh-CN": "{1}为空" },
  example: { expression: "is_empty(note)", result: "true when there is no note" },
  scalar: {
    parameters: [{ name: "value", kind: "any" }],
    result: "boolean",
    seesNull: true,
    evaluate(args) {
      const value = args[0] ?? null;
      return value === null || value === "" || (Array.isArray(value) && value.length === 0);
    },
    sql(args, types) {
      const value = args[0]!;
      if (types[0]?.kind === "text") return sql`(coalesce(${value}, '') = '')`;
      if (types[0]?.kind === "list") return sql`(coalesce(cardinality(${value}), 0) = 0)`;
      return sql`(${value} is null)`;
    },
  },
};
