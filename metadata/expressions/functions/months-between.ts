import { monthsBetween } from "../calendar.ts";
import { sql } from "../sql.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const monthsBetweenFunction: ExpressionFunction = {
  name: "months_between",
  description: {
    en: "How many whole months lie between two dates; negative when the second one is earlier. From the 31st, the last day of a shorter month completes a month.",
    "zh-CN":
      "两个日期之间相隔的整月数，第二个日期更早则为负数；从 31 日起算时，较短月份的最后一天即满一个月。",
  },
  sentence: { en: "the whole months from {1} to {2}", "zh-CN": "从{1}到{2}的整月数" },
  example: { expression: 'months_between(date("2026-01-31"), date("2026-02-28"))', result: "1" },
  scalar: {
    parameters: [
      { name: "from", kind: "date" },
      { name: "to", kind: "date" },
    ],
    result: "number",
    evaluate: (args) => decimal(monthsBetween(asText(args[0]), asText(args[1]))),
    sql(args) {
      const given = sql`select ${args[0]!} as a, ${args[1]!} as b offset 0`;
      const ordered = sql`select least(given.a, given.b) as low, greatest(given.a, given.b) as high, case when given.a <= given.b then 1 else -1 end as sign from (${given}) as given where given.a is not null and given.b is not null offset 0`;
      const end = sql`(date_trunc('month', span.high::timestamp) + interval '1 month -1 day')`;
      const months = sql`(extract(year from span.high) - extract(year from span.low)) * 12 + extract(month from span.high) - extract(month from span.low)`;
      const begun = sql`case when extract(day from span.high) < least(extract(day from span.low), extract(day from ${end})) then 1 else 0 end`;
      return sql`(select ((${months} - ${begun}) * span.sign)::numeric from (${ordered}) as span)`;
    },
  },
};
