/** SQL that gives digit for digit what JavaScript gives; each argument is used once. */
import { mostCodePoints } from "./code-points.ts";
import { parameter, type Sql, sql } from "./sql.ts";

/**
 * `dividend / divisor`, half away from zero at ten places; null when the divisor is zero.
 * `div` cuts off exactly, so twice the wanted precision in whole numbers, halved and rounded, is
 * exact too. PostgreSQL's own `/` chooses its number of places by the size of the numbers.
 * `round(x, 0)` and not `round(x)`, which is a function in SQL that planning has to inline.
 */
export function divideSql(dividend: Sql, divisor: Sql): Sql {
  return sql`(round(div(${dividend} * 20000000000, nullif(${divisor}, 0)) * 0.5, 0) * 0.0000000001)`;
}

/** Text in the order of code points. */
export function byCodePoint(text: Sql): Sql {
  return sql`(${text} collate "C")`;
}

/** What `clampedWhole` gives, as an integer. `least` and `greatest` overlook null: no row, no value. */
export function clampedWholeSql(value: Sql, least: number): Sql {
  const [low, high] = [parameter(least, "numeric"), parameter(mostCodePoints, "numeric")];
  const given = sql`select trunc(${value}, 0) as whole offset 0`;
  return sql`(select least(greatest(given.whole, ${low}), ${high})::integer from (${given}) as given where given.whole is not null)`;
}

/**
 * What `dayInZone` makes of a day: one day beyond the calendar is its last day, or its first. As
 * arithmetic, and not as `least` and `greatest`, which overlook null: an inner query that keeps null
 * would be asked once for every row of a list that is filtered or grouped by day.
 */
export function withinCalendarSql(day: Sql): Sql {
  const begun = sql`date '0001-01-01' + ${notBeforeZero(sql`${day} - date '0001-01-01'`)}`;
  return sql`(date '9999-12-31' - ${notBeforeZero(sql`date '9999-12-31' - (${begun})`)})`;
}

/** The whole number, and 0 for -1. */
const notBeforeZero = (number: Sql): Sql => sql`abs(2 * (${number}) + 1) / 2`;
