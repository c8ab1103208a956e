import { dateOfDayNumber, dayNumber, lastDayNumber } from "../calendar.ts";
import { parameter, sql } from "../sql.ts";
import { asNumber, asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

const afterLast = lastDayNumber + 1;

export const addDaysFunction: ExpressionFunction = {
  name: "add_days",
  description: {
    en: "The date some days later, or earlier when negative; a part of a day is cut off. Null outside of the years 1 to 9999.",
    "zh-CN": "若干天之后的日期（负数为之前），不足一天的部分舍去；超出公元 1 至 9999 年时为空。",
  },
  sentence: { en: "{2} days after {1}", "zh-CN": "{1}之后{2}天" },
  example: { expression: 'add_days(date("2026-07-30"), 3)', result: "2026-08-02" },
  scalar: {
    parameters: [
      { name: "date", kind: "date" },
      { name: "days", kind: "number" },
    ],
    result: "date",
    evaluate(args) {
      const days = asNumber(args[1])
        .round(0, 0)
        .plus(dayNumber(asText(args[0])));
      return dateOfDayNumber(days.lt(-1) || days.gt(afterLast) ? -1 : Number(days));
    },
    // Days outside of the calendar, and null, are caught by the two days beside its ends.
    sql(args) {
      const days = sql`(${args[0]!} - date '0001-01-01')::numeric + trunc(${args[1]!}, 0)`;
      const kept = sql`least(greatest(coalesce(${days}, -1), -1), ${parameter(String(afterLast), "numeric")})`;
      const day = sql`date '0001-01-01' + (${kept})::integer`;
      return sql`nullif(nullif(${day}, date '0001-12-31 BC'), date '10000-01-01')`;
    },
  },
};
