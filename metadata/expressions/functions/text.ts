import { sql } from "../sql.ts";
import { asNumber, decimalText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const textFunction: ExpressionFunction = {
  name: "text",
  description: {
    en: "The value as text: numbers without zeros at the end, dates as 2026-07-01, moments in UTC.",
    "zh-CN": "把值转为文本：数字不带末尾的零，日期形如 2026-07-01，日期时间为 UTC。",
  },
  sentence: { en: "{1} as text", "zh-CN": "{1}转为文本" },
  example: { expression: "text(12.50)", result: "12.5" },
  scalar: {
    parameters: [{ name: "value", kind: "scalar" }],
    result: "text",
    evaluate(args) {
      const value = args[0] ?? null;
      if (typeof value === "string") return value;
      return typeof value === "boolean" ? String(value) : decimalText(asNumber(value));
    },
    sql(args, types) {
      const value = args[0]!;
      switch (types[0]?.kind) {
        case "text":
          return value;
        case "number":
          return sql`trim_scale(${value})::text`;
        case "date":
          return sql`to_char(${value}::timestamp, 'YYYY-MM-DD')`;
        case "datetime":
          return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
        default:
          return sql`${value}::text`;
      }
    },
  },
};
