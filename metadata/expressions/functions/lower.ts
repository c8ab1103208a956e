import { byCodePoint } from "../exact-sql.ts";
import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const lowerFunction: ExpressionFunction = {
  name: "lower",
  description: {
    en: "The text with the letters A to Z in lower case; other characters stay.",
    "zh-CN": "将文本中的字母 A 至 Z 转为小写，其他字符不变。",
  },
  sentence: { en: "{1} in lower case", "zh-CN": "{1}的小写形式" },
  example: { expression: 'lower("Tenon")', result: "tenon" },
  scalar: {
    parameters: [{ name: "text", kind: "text" }],
    result: "text",
    evaluate: (args) => asText(args[0]).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    sql: (args) => sql`lower(${byCodePoint(args[0]!)})`,
  },
};
