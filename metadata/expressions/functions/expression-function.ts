/**
 * The contract of a function of the expression language: one file, one line in `index.ts`.
 * A function may have a form over plain values, a form over rows, or both (`min`, `max`).
 */
import type { Text } from "../../text.ts";
import type { Clock } from "../environment.ts";
import type { Sql } from "../sql.ts";
import type { SqlContext } from "../sql-context.ts";
import type { ExpressionType } from "../types.ts";
import type { Value } from "../value.ts";

/**
 * What an argument may be. `date` also takes a moment, which becomes its day. `digits` is a whole
 * number written out. `scalar` is any single value, `any` also a list. `same` and `ordered`
 * arguments share one type with each other; `ordered` types have an order. `record` arguments name
 * records of one object that form a tree. `entry` is what a list holds: a text, or a record by its id.
 */
export type ParameterKind =
  | "text"
  | "number"
  | "boolean"
  | "date"
  | "list"
  | "entry"
  | "digits"
  | "scalar"
  | "record"
  | "any"
  | "same"
  | "ordered";

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
}

/** What a form knows beside its arguments. */
export interface CallContext {
  readonly types: readonly ExpressionType[];
  readonly clock: Clock;
}

export interface ScalarForm {
  readonly parameters: readonly Parameter[];
  /** Kinds that the first, `scalar` parameter takes; all unless said. */
  readonly accepts?: readonly ExpressionType["kind"][];
  /** How many arguments must be given; all of them unless said otherwise. */
  readonly required?: number;
  /** The last parameter may be repeated. */
  readonly repeats?: boolean;
  /** `same`: the shared type of the arguments. */
  readonly result: "text" | "number" | "boolean" | "date" | "datetime" | "user" | "same";
  /** True when the function itself deals with null; otherwise null in any argument gives null. */
  readonly seesNull?: boolean;
  /** Reads the time or the zone. */
  readonly usesClock?: boolean | ((types: readonly ExpressionType[]) => boolean);
  /** Reads other records of the object, so that only the database can answer: filters. */
  readonly filterOnly?: true;
  evaluate(args: readonly Value[], context: CallContext): Value;
  /** Must use each argument once (nested calls would grow without bound) and agree on null. */
  sql(
    args: readonly Sql[],
    types: readonly ExpressionType[],
    context: SqlContext,
    /** The values of `digits`, by the position of the argument. */
    written: readonly (number | undefined)[],
  ): Sql;
}

export interface AggregateForm {
  /** What is aggregated; `nothing` allows to count rows as such, and any values. */
  readonly value: "number" | "boolean" | "ordered" | "any" | "nothing";
  readonly result: "number" | "boolean" | "same";
  /** Over the values that are not null, or `true` for each row when nothing is given. */
  evaluate(values: readonly Value[]): Value;
  /** `filter` is empty or ` filter (where …)` and belongs behind the aggregate. */
  sql(value: Sql | null, type: ExpressionType | null, filter: Sql): Sql;
}

export interface ExpressionFunction {
  readonly name: string;
  readonly description: Text;
  /** For sentences: `{1}` is the first argument, `{all}` the list of all. */
  readonly sentence: Text;
  readonly example: { readonly expression: string; readonly result: string };
  readonly scalar?: ScalarForm;
  readonly aggregate?: AggregateForm;
}
