import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const containsFunction: ExpressionFunction = {
  name: "contains",
  description: {
    en: "Whether the first text holds the second one.",
    "zh-CN": "第一个文本是否包含第二个文本。",
  },
  sentence: { en: "{1} contains {2}", "zh-CN": "{1}包含{2}" },
  example: { expression: 'contains(name, "Ltd")', result: 'true for "Timber Ltd"' },
  scalar: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "part", kind: "text" },
    ],
    result: "boolean",
    evaluate: (args) => asText(args[0]).includes(asText(args[1])),
    sql: (args) => sql`(strpos(${args[0]!}, ${args[1]!}) > 0)`,
  },
};
