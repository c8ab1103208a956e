import { addMonths } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asNumber, asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

const mostMonths = 200_000;

export const addMonthsFunction: ExpressionFunction = {
  name: "add_months",
  description: {
    en: "The same day some months later, or the last day of that month. Null outside of the years 1 to 9999.",
    "zh-CN": "若干个月之后的同一天，没有该日时取当月最后一天；超出公元 1 至 9999 年时为空。",
  },
  sentence: { en: "{2} months after {1}", "zh-CN": "{1}之后{2}个月" },
  example: { expression: 'add_months(date("2026-01-31"), 1)', result: "2026-02-28" },
  scalar: {
    parameters: [
      { name: "date", kind: "date" },
      { name: "months", kind: "number" },
    ],
    result: "date",
    evaluate(args) {
      const months = asNumber(args[1]).round(0, 0);
      return months.abs().gt(mostMonths) ? null : addMonths(asText(args[0]), Number(months));
    },
    // The inner query makes sure that both are computed once; `offset 0` keeps it apart.
    sql(args) {
      const given = sql`select ${args[0]!} as day, trunc(${args[1]!}, 0) as months offset 0`;
      const index = sql`extract(year from given.day) * 12 + extract(month from given.day) - 1 + given.months`;
      const later = sql`(given.day + make_interval(months => given.months::integer))::date`;
      return sql`(select case when ${index} between 12 and 119999 then ${later} end from (${given}) as given)`;
    },
  },
};
