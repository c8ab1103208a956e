import { clampedWhole, codePoints } from "../code-points.ts";
import { clampedWholeSql } from "../exact-sql.ts";
import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const leftFunction: ExpressionFunction = {
  name: "left",
  description: {
    en: "The first characters of the text.",
    "zh-CN": "文本开头的若干个字符。",
  },
  sentence: { en: "the first {2} characters of {1}", "zh-CN": "{1}的前{2}个字符" },
  example: { expression: 'left("SO-0001", 2)', result: "SO" },
  scalar: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "count", kind: "number" },
    ],
    result: "text",
    evaluate: (args) => codePoints(asText(args[0])).slice(0, clampedWhole(args[1], 0)).join(""),
    sql: (args) => sql`left(${args[0]!}, ${clampedWholeSql(args[1]!, 0)})`,
  },
};
