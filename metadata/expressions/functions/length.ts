import { sql } from "../sql.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const lengthFunction: ExpressionFunction = {
  name: "length",
  description: {
    en: "How many characters the text has.",
    "zh-CN": "文本的字符数。",
  },
  sentence: { en: "the length of {1}", "zh-CN": "{1}的长度" },
  example: { expression: 'length("榫卯")', result: "2" },
  scalar: {
    parameters: [{ name: "text", kind: "text" }],
    result: "number",
    evaluate: (args) => decimal([...asText(args[0])].length),
    sql: (args) => sql`char_length(${args[0]!})::numeric`,
  },
};
