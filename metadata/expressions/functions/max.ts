import { byCodePoint } from "../exact-sql.ts";
import { joinSql, sql } from "../sql.ts";
import { compareValues, type Value } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const maxFunction: ExpressionFunction = {
  name: "max",
  description: {
    en: "The largest of the values, or of a value over rows; empty ones do not count.",
    "zh-CN": "多个值或明细行某列中的最大值，忽略空值。",
  },
  sentence: { en: "the largest of {all}", "zh-CN": "{all}中的最大值" },
  example: { expression: "max(lines.price)", result: "the highest price of a line" },
  scalar: {
    parameters: [
      { name: "value", kind: "ordered" },
      { name: "other", kind: "ordered" },
    ],
    required: 2,
    repeats: true,
    result: "same",
    seesNull: true,
    evaluate: (args) => largest(args.filter((value) => value !== null)),
    sql: (args, types) =>
      sql`greatest(${joinSql(
        args.map((arg) => (types[0]?.kind === "text" ? byCodePoint(arg) : arg)),
        sql`, `,
      )})`,
  },
  aggregate: {
    value: "ordered",
    result: "same",
    evaluate: largest,
    sql: (value, type, filter) =>
      value && type?.kind === "text"
        ? sql`max(${byCodePoint(value)})${filter}`
        : sql`max(${value ?? sql``})${filter}`,
  },
};

function largest(values: readonly Value[]): Value {
  return values.reduce<Value>(
    (best, value) => (best === null || compareValues(value, best) > 0 ? value : best),
    null,
  );
}
