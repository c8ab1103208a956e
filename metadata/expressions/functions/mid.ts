import { clampedWhole, codePoints } from "../code-points.ts";
import { clampedWholeSql } from "../exact-sql.ts";
import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const midFunction: ExpressionFunction = {
  name: "mid",
  description: {
    en: "Some characters of the text; the first one has position 1.",
    "zh-CN": "从指定位置开始的若干个字符，第一个字符的位置是 1。",
  },
  sentence: {
    en: "{3} characters of {1} from position {2}",
    "zh-CN": "{1}从第{2}个字符起的{3}个字符",
  },
  example: { expression: 'mid("SO-0001", 4, 2)', result: "00" },
  scalar: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "start", kind: "number" },
      { name: "count", kind: "number" },
    ],
    result: "text",
    evaluate(args) {
      const start = clampedWhole(args[1], 1) - 1;
      return codePoints(asText(args[0]))
        .slice(start, start + clampedWhole(args[2], 0))
        .join("");
    },
    sql: (args) =>
      sql`substr(${args[0]!}, ${clampedWholeSql(args[1]!, 1)}, ${clampedWholeSql(args[2]!, 0)})`,
  },
};
