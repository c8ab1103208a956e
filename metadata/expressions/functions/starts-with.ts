import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const startsWithFunction: ExpressionFunction = {
  name: "starts_with",
  description: {
    en: "Whether the first text begins with the second one.",
    "zh-CN": "第一个文本是否以第二个文本开头。",
  },
  sentence: { en: "{1} starts with {2}", "zh-CN": "{1}以{2}开头" },
  example: { expression: 'starts_with(code, "SO-")', result: 'true for "SO-0001"' },
  scalar: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "part", kind: "text" },
    ],
    result: "boolean",
    evaluate: (args) => asText(args[0]).startsWith(asText(args[1])),
    sql: (args) => sql`starts_with(${args[0]!}, ${args[1]!})`,
  },
};
