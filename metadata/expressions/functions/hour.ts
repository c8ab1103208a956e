import { localTimeIn } from "../../fields/values/time-zone.ts";
import { slot, sql } from "../sql.ts";
import { clockSlots } from "../sql-context.ts";
import { asText, decimal } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

/** A time written as text. */
const timePattern = /^([01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$/;

export const hourFunction: ExpressionFunction = {
  name: "hour",
  description: {
    en: "The hour of a time, or of a moment in the time zone of the workspace, 0 to 23.",
    "zh-CN": "时间的小时数，或日期时间在工作区时区中的小时数，0 到 23。",
  },
  sentence: { en: "the hour of {1}", "zh-CN": "{1}的小时" },
  example: { expression: "hour(created_at)", result: "8 for half past eight" },
  scalar: {
    parameters: [{ name: "value", kind: "scalar" }],
    accepts: ["datetime", "time", "text"],
    result: "number",
    usesClock: (types) => types[0]?.kind === "datetime",
    evaluate(args, { types, clock }) {
      const text = asText(args[0]);
      if (types[0]?.kind === "datetime")
        return decimal(localTimeIn(Date.parse(text), clock.timeZone).hour);
      return timePattern.test(text) ? decimal(Number(text.slice(0, 2))) : null;
    },
    sql(args, types) {
      const value = args[0]!;
      if (types[0]?.kind === "datetime")
        return sql`extract(hour from (${value} at time zone ${slot(clockSlots.timeZone, "text")}))`;
      if (types[0]?.kind === "time") return sql`extract(hour from ${value})`;
      return sql`substring(${value} from '^([01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$')::numeric`;
    },
  },
};
