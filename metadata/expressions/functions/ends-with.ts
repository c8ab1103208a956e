import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const endsWithFunction: ExpressionFunction = {
  name: "ends_with",
  description: {
    en: "Whether the first text ends with the second one.",
    "zh-CN": "第一个文本是否以第二个文本结尾。",
  },
  sentence: { en: "{1} ends with {2}", "zh-CN": "{1}以{2}结尾" },
  example: { expression: 'ends_with(file, ".pdf")', result: 'true for "offer.pdf"' },
  scalar: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "part", kind: "text" },
    ],
    result: "boolean",
    evaluate: (args) => asText(args[0]).endsWith(asText(args[1])),
    sql: (args) => sql`starts_with(reverse(${args[0]!}), reverse(${args[1]!}))`,
  },
};
