/** `min` and `max`: the value before or behind all others, empty ones left out. */
import { byCodePoint } from "../exact-sql.ts";
import { joinSql, type Sql, sql } from "../sql.ts";
import { compareValues, type Value } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

interface Extreme {
  /** 1: the largest, -1: the smallest. */
  readonly direction: 1 | -1;
  /** Functions of PostgreSQL over several values, and over rows. */
  readonly ofValues: Sql;
  readonly ofRows: Sql;
}

export function extremeFunction(
  words: Pick<ExpressionFunction, "name" | "description" | "sentence" | "example">,
  { direction, ofValues, ofRows }: Extreme,
): ExpressionFunction {
  const evaluate = (values: readonly Value[]): Value =>
    values.reduce<Value>(
      (best, value) => (best === null || compareValues(value, best) * direction > 0 ? value : best),
      null,
    );
  return {
    ...words,
    scalar: {
      parameters: [
        { name: "value", kind: "ordered" },
        { name: "other", kind: "ordered" },
      ],
      required: 2,
      repeats: true,
      result: "same",
      seesNull: true,
      evaluate: (args) => evaluate(args.filter((value) => value !== null)),
      sql: (args, types) =>
        sql`${ofValues}(${joinSql(
          args.map((arg) => (types[0]?.kind === "text" ? byCodePoint(arg) : arg)),
          sql`, `,
        )})`,
    },
    aggregate: {
      value: "ordered",
      result: "same",
      evaluate,
      sql: (value, type, filter) =>
        value && type?.kind === "text"
          ? sql`${ofRows}(${byCodePoint(value)})${filter}`
          : sql`${ofRows}(${value ?? sql``})${filter}`,
    },
  };
}
