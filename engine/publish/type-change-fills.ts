/** What is written to a new column when its values are converted: for empty ones, and beside it. */
import { identifier, sql } from "../../metadata/expressions/index.ts";
import type { Statement } from "../db/database.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { fieldToFill, fillEmpty } from "./fills.ts";
import type { Planning } from "./planning.ts";
import { rewriteInPlace } from "./rewritten-values.ts";
import type { TypeChange } from "./type-changes.ts";

/** Values for what is empty and must not be. */
export function fillOf(
  { next, answers, clock }: Planning,
  change: TypeChange,
): readonly Statement[] {
  const filling = fieldToFill(change);
  if (filling === null) return [];
  const values = fillEmpty(next, filling.object, filling.field, answers);
  if (values === null) return [];
  const statement = rewriteInPlace(next.schema, filling.object, filling.field, values);
  return [prepareSql(statement).bind(clock)];
}

/** Last of all, when it is filled, too; beside a large table that was done before for most rows. */
export function rememberBecame(
  { next }: Planning,
  { object, after }: TypeChange,
  former: string,
  became: string,
): Statement {
  const column = identifier("t", after.name);
  const remembered = identifier("t", became);
  return prepareSql(
    sql`update ${identifier(next.schema, tableOf(object))} as t set ${identifier(became)} = ${column} where ${identifier("t", former)} is not null and ${remembered} is distinct from ${column}`,
  ).bind({});
}
