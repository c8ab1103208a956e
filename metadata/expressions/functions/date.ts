import { dayInZone, parseDate } from "../calendar.ts";
import { withinCalendarSql } from "../exact-sql.ts";
import { slot, sql } from "../sql.ts";
import { clockSlots } from "../sql-context.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const dateFunction: ExpressionFunction = {
  name: "date",
  description: {
    en: "The date that a text such as 2026-07-01 holds (null when it holds none), or the day of a moment.",
    "zh-CN": "文本（如 2026-07-01）所表示的日期，不是日期时为空；或日期时间所在的日期。",
  },
  sentence: { en: "the date {1}", "zh-CN": "日期{1}" },
  example: { expression: 'date("2026-07-01")', result: "2026-07-01" },
  scalar: {
    parameters: [{ name: "value", kind: "scalar" }],
    accepts: ["text", "date", "datetime"],
    result: "date",
    usesClock: (types) => types[0]?.kind === "datetime",
    evaluate(args, { types, clock }) {
      const text = asText(args[0]);
      if (types[0]?.kind === "datetime") return dayInZone(text, clock.timeZone);
      return parseDate(text);
    },
    sql(args, types) {
      const value = args[0]!;
      if (types[0]?.kind === "date") return value;
      if (types[0]?.kind === "datetime") {
        const zone = slot(clockSlots.timeZone, "text");
        return withinCalendarSql(sql`(${value} at time zone ${zone})::date`);
      }
      // The inner query makes sure that the text is computed once; `offset 0` keeps it apart.
      const text = sql`substring(${value} from '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') as day`;
      return sql`(select case when pg_input_is_valid(text.day, 'date') then text.day::date end from (select ${text} offset 0) as text)`;
    },
  },
};
