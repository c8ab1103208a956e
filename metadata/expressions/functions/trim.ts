import { parameter, sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

/** Also the wide space that Chinese keyboards give. */
const blanks = " \t\r\n\u00a0\u3000";
const around = new RegExp(`^[${blanks}]+|[${blanks}]+$`, "g");

export const trimFunction: ExpressionFunction = {
  name: "trim",
  description: {
    en: "The text without blanks, tabs and line ends around it.",
    "zh-CN": "去掉文本首尾的空格、制表符和换行。",
  },
  sentence: { en: "{1} without blanks around it", "zh-CN": "去掉首尾空白的{1}" },
  example: { expression: 'trim("  a ")', result: "a" },
  scalar: {
    parameters: [{ name: "text", kind: "text" }],
    result: "text",
    evaluate: (args) => asText(args[0]).replace(around, ""),
    sql: (args) => sql`btrim(${args[0]!}, ${parameter(blanks, "text")})`,
  },
};
