import { parameter, sql } from "../sql.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

/** Read alike by JavaScript and PostgreSQL. */
const pattern = /^-?[0-9]{1,30}(?:[.][0-9]{1,30})?$/;

export const numberFunction: ExpressionFunction = {
  name: "number",
  description: {
    en: "The number that the text holds, digits with a point; null when it holds none.",
    "zh-CN": "文本所表示的数字（以点表示小数）；不是数字时为空。",
  },
  sentence: { en: "{1} as a number", "zh-CN": "{1}转为数字" },
  example: { expression: 'number("12.50")', result: "12.5" },
  scalar: {
    parameters: [{ name: "text", kind: "text" }],
    result: "number",
    evaluate(args) {
      const text = asText(args[0]);
      return pattern.test(text) ? decimal(text) : null;
    },
    sql: (args) => sql`substring(${args[0]!} from ${parameter(pattern.source, "text")})::numeric`,
  },
};
