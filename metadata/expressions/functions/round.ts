import { sql } from "../sql.ts";
import { asNumber } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

const halfAwayFromZero = 1;

export const roundFunction: ExpressionFunction = {
  name: "round",
  description: {
    en: "Rounds half away from zero to a number of decimals (0 unless given); negative digits round to tens.",
    "zh-CN": "四舍五入到指定的小数位（默认 0 位）；位数为负时按十位、百位取整。",
  },
  sentence: { en: "{1} rounded to {2} decimals", "zh-CN": "{1}四舍五入到{2}位小数" },
  example: { expression: "round(2.345, 2)", result: "2.35" },
  scalar: {
    parameters: [
      { name: "number", kind: "number" },
      { name: "digits", kind: "digits" },
    ],
    required: 1,
    result: "number",
    evaluate: (args) => asNumber(args[0]).round(Number(args[1] ?? 0), halfAwayFromZero),
    sql: (args) => (args[1] ? sql`round(${args[0]!}, ${args[1]})` : sql`round(${args[0]!}, 0)`),
  },
};
