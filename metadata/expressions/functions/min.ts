import { byCodePoint } from "../exact-sql.ts";
import { joinSql, sql } from "../sql.ts";
import { compareValues, type Value } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const minFunction: ExpressionFunction = {
  name: "min",
  description: {
    en: "The smallest of the values, or of a value over rows; empty ones do not count.",
    "zh-CN": "多个值或明细行某列中的最小值，忽略空值。",
  },
  sentence: { en: "the smallest of {all}", "zh-CN": "{all}中的最小值" },
  example: { expression: "min(3, 1, 2)", result: "1" },
  scalar: {
    parameters: [
      { name: "value", kind: "ordered" },
      { name: "other", kind: "ordered" },
    ],
    required: 2,
    repeats: true,
    result: "same",
    seesNull: true,
    evaluate: (args) => smallest(args.filter((value) => value !== null)),
    sql: (args, types) =>
      sql`least(${joinSql(
        args.map((arg) => (types[0]?.kind === "text" ? byCodePoint(arg) : arg)),
        sql`, `,
      )})`,
  },
  aggregate: {
    value: "ordered",
    result: "same",
    evaluate: smallest,
    sql: (value, type, filter) =>
      value && type?.kind === "text"
        ? sql`min(${byCodePoint(value)})${filter}`
        : sql`min(${value ?? sql``})${filter}`,
  },
};

function smallest(values: readonly Value[]): Value {
  return values.reduce<Value>(
    (best, value) => (best === null || compareValues(value, best) < 0 ? value : best),
    null,
  );
}
