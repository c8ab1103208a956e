import { byCodePoint } from "../exact-sql.ts";
import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const upperFunction: ExpressionFunction = {
  name: "upper",
  description: {
    en: "The text with the letters a to z in upper case; other characters stay.",
    "zh-CN": "将文本中的字母 a 至 z 转为大写，其他字符不变。",
  },
  sentence: { en: "{1} in upper case", "zh-CN": "{1}的大写形式" },
  example: { expression: 'upper("tenon")', result: "TENON" },
  scalar: {
    parameters: [{ name: "text", kind: "text" }],
    result: "text",
    evaluate: (args) => asText(args[0]).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
    sql: (args) => sql`upper(${byCodePoint(args[0]!)})`,
  },
};
