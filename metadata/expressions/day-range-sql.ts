/**
 * `created_at >= "2026-01-01"` compares the day of a moment, which no index on the moment can
 * answer. The day in any zone lies within a day of the day in UTC, so a range of the moment itself
 * holds whenever the comparison does; beside it, the range changes nothing but lets an index help.
 */
import { joinSql, type Sql, sql } from "./sql.ts";
import type { ComparisonOperator, Typed } from "./typed-tree.ts";

/** The moment whose day is taken, when this is a day of a stored moment. */
export function momentOfDay(node: Typed): Typed | null {
  const moment =
    node.kind === "call" && (node.name === "date" || node.name === "day") ? node.args[0] : null;
  if (moment?.kind === "call") return momentOfDay(moment);
  return moment?.kind === "field" && moment.type.kind === "datetime" ? moment : null;
}

/** `comparison and moment in range`; as null as the comparison is. */
export function withinDays(
  comparison: Sql,
  moment: Sql,
  operator: ComparisonOperator,
  day: Sql,
): Sql {
  const conditions = [comparison];
  if (operator === "==" || operator === ">" || operator === ">=") {
    conditions.push(sql`${moment} >= ((${day})::timestamp - interval '1 day') at time zone 'UTC'`);
  }
  if (operator === "==" || operator === "<" || operator === "<=") {
    conditions.push(sql`${moment} < ((${day})::timestamp + interval '2 days') at time zone 'UTC'`);
  }
  return conditions.length === 1 ? comparison : sql`(${joinSql(conditions, sql` and `)})`;
}
