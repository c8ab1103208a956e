import { clampedWhole, codePoints } from "../code-points.ts";
import { clampedWholeSql } from "../exact-sql.ts";
import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const rightFunction: ExpressionFunction = {
  name: "right",
  description: {
    en: "The last characters of the text.",
    "zh-CN": "文本末尾的若干个字符。",
  },
  sentence: { en: "the last {2} characters of {1}", "zh-CN": "{1}的后{2}个字符" },
  example: { expression: 'right("SO-0001", 4)', result: "0001" },
  scalar: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "count", kind: "number" },
    ],
    result: "text",
    evaluate(args) {
      const all = codePoints(asText(args[0]));
      return all.slice(Math.max(0, all.length - clampedWhole(args[1], 0))).join("");
    },
    sql: (args) => sql`right(${args[0]!}, ${clampedWholeSql(args[1]!, 0)})`,
  },
};
