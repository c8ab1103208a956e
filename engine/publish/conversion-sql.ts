/**
 * The plain cases of conversions as SQL: a condition under which a stored value converts, and the
 * value it becomes. What the condition leaves out is read by JavaScript, distinct value by distinct
 * value; both agree (see `tests/conformance/conversions.test.ts`). Only immutable functions, so
 * that the statements run on a cluster too. Pure.
 */
import { joinSql, parameter, type Sql, sql, typeName } from "../../metadata/expressions/index.ts";
import type { TypedField } from "../../metadata/validate/convert-value.ts";
import { optionTexts } from "./option-texts.ts";

export interface PlainConversion {
  /** True for values that convert in SQL; may be null. */
  readonly condition: Sql;
  readonly value: Sql;
  /** Nothing that the condition leaves out converts. */
  readonly total?: true;
  /** True for values that certainly do not convert; JavaScript need not read them. */
  readonly hopeless?: Sql;
}

/** `column` is the stored value. Null when no case is plain. */
export function plainConversion(
  before: TypedField,
  after: TypedField,
  column: Sql,
  round: boolean,
): PlainConversion | null {
  if (hasAssertions(after)) return null;
  if (before.type.stored !== undefined || after.type.stored !== undefined) return null;
  const to = after.type.column(after.schema);
  const from = before.type.column(before.schema);
  if (to === null || from === null) return null;
  switch (after.type.name) {
    case "text":
    case "long_text":
      return textLike.has(from.parameter)
        ? { condition: sql`true`, value: sql`${column}::text` }
        : null;
    case "integer":
      return wholeNumber(from.parameter, column);
    case "decimal":
    case "money":
      return decimalNumber(from.parameter, to.sql, column, round);
    case "date":
      return from.parameter === "text" ? isoDate(column) : null;
    case "phone":
      return from.parameter === "text" || from.parameter === "bigint"
        ? { condition: matches(column, "^[0-9]+$", 3, 15), value: sql`${column}::text` }
        : null;
    case "email":
      return from.parameter === "text"
        ? {
            condition: matches(column, plainEmail, 6, 60),
            value: column,
            hopeless: sql`(${hasNone(column, atSigns)} and ${column}::text ~ '[a-zA-Z0-9]')`,
          }
        : null;
    case "select":
      return from.parameter === "text"
        ? { condition: sql`${column} = any(${choices(after)})`, value: column }
        : null;
    case "multi_select":
      return before.type.name === "select"
        ? { condition: sql`${column} = any(${choices(after)})`, value: sql`array[${column}]` }
        : null;
    default:
      return null;
  }
}

/** Columns whose text form is the text that export writes. */
const textLike: ReadonlySet<string> = new Set(["text", "bigint", "numeric", "boolean", "date"]);

const plainEmail = "^[a-z0-9]+([._][a-z0-9]+)*@[a-z0-9]+([.-][a-z0-9]+)*\\.[a-z]+$";

/** The sign that every address has, and those that normalise to it. */
const atSigns = ["@", "\uFF20", "\uFE6B"];

const hasNone = (column: Sql, signs: readonly string[]): Sql =>
  joinSql(
    signs.map((sign) => sql`strpos(${column}, ${parameter(sign, "text")}) = 0`),
    sql` and `,
  );

/** Keywords that say nothing about which values are right, beside those that the cases read. */
const harmless = new Set(
  "$ref type title description id precision scale currency currency_field unique index default deprecated examples format enum oneOf items uniqueItems".split(
    " ",
  ),
);
const plainFormats = new Set([undefined, "date", "email", "int32", "int64"]);

function hasAssertions({ type, schema }: TypedField): boolean {
  if (!plainFormats.has(typeof schema.format === "string" ? schema.format : undefined)) return true;
  const isChoice = type.name === "select" || type.name === "multi_select";
  if (!isChoice && (schema.enum !== undefined || schema.oneOf !== undefined)) return true;
  return Object.keys(schema).some((key) => !harmless.has(key) && !key.startsWith("x-"));
}

/**
 * PostgreSQL takes six times as long for a pattern with counted repetitions, so that lengths are
 * asked for beside it.
 */
const matches = (column: Sql, pattern: string, shortest = 1, longest = 100): Sql =>
  sql`(length(${column}::text) between ${parameter(shortest, "integer")} and ${parameter(longest, "integer")} and ${column}::text ~ ${parameter(pattern, "text")})`;

const choices = (field: TypedField): Sql => parameter([...optionTexts(field.schema)], "text[]");

function wholeNumber(from: string, column: Sql): PlainConversion | null {
  if (from === "boolean") return { condition: sql`true`, value: sql`${column}::integer::bigint` };
  if (from === "numeric") {
    return {
      condition: sql`${column} = trunc(${column}) and abs(${column}) <= 9007199254740991`,
      value: sql`${column}::bigint`,
      total: true,
    };
  }
  return from === "text"
    ? { condition: matches(column, "^(0|-?[1-9][0-9]*)$", 1, 15), value: sql`${column}::bigint` }
    : null;
}

function decimalNumber(
  from: string,
  to: string,
  column: Sql,
  round: boolean,
): PlainConversion | null {
  const target = typeName(to);
  const digits = /^numeric\((\d+), ?(\d+)\)$/.exec(to);
  if (digits === null) return null;
  const scale = Number(digits[2]);
  const whole = Number(digits[1]) - scale;
  if (from === "bigint" || from === "numeric") {
    const bound = parameter(`1${"0".repeat(whole)}`, "numeric");
    const rounded = sql`round(${column}::numeric, ${parameter(scale, "integer")})`;
    return {
      condition: round
        ? sql`abs(${rounded}) < ${bound}`
        : sql`abs(${column}) < ${bound} and ${column} = ${rounded}`,
      value: sql`${rounded}::${target}`,
      total: true,
    };
  }
  if (from !== "text" || whole < 1) return null;
  const fraction = scale === 0 ? "" : "(\\.[0-9]+)?";
  const digitsOf = (part: number): Sql =>
    sql`length(split_part(${column}, '.', ${parameter(part, "integer")}))`;
  return {
    condition: sql`${matches(column, `^(0|-?[1-9][0-9]*)${fraction}$`, 1, 200)}
      and ${digitsOf(1)} <= ${parameter(whole, "integer")} and ${digitsOf(2)} <= ${parameter(scale, "integer")}`,
    value: sql`${column}::${target}`,
  };
}

/** Days that every month has; the others are read by JavaScript. */
function isoDate(column: Sql): PlainConversion {
  return {
    condition: matches(column, "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"),
    value: sql`make_date(substr(${column}, 1, 4)::integer, substr(${column}, 6, 2)::integer, substr(${column}, 9, 2)::integer)`,
  };
}
