/**
 * Lookups that were made ready beside a large table, to records that were deleted meanwhile. Their
 * foreign keys hold for what is written from now on, and are compared with the rest only afterwards.
 */
import { identifier, sql } from "../../metadata/expressions/index.ts";
import { problem } from "../../metadata/problem.ts";
import type { Executor } from "../db/database.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { Refused } from "../records/writer.ts";
import { withHashedJoins } from "./hashed-joins.ts";
import { isWritten } from "./large-work.ts";
import type { Plan } from "./plan.ts";
import { isNotNull } from "./table-statements.ts";

/** When foreign keys are there: nobody deletes a record any more. Empties, or refuses where a value is required. */
export async function settleLostLookups(
  executor: Executor,
  { next, large }: Pick<Plan, "next" | "large">,
): Promise<void> {
  for (const { object, field } of large.filter(isWritten)) {
    const target = next.objects.get(field.target ?? "");
    if (target === undefined) continue;
    const table = identifier(next.schema, tableOf(object));
    const column = identifier(field.name);
    const records = identifier(next.schema, tableOf(target));
    const isLost = sql`t.${column} is not null and not exists (select 1 from ${records} as r where r."id" = t.${column})`;
    const query = isNotNull(field)
      ? sql`select 1 from ${table} as t where ${isLost} limit 1`
      : sql`update ${table} as t set ${column} = null where ${isLost}`;
    const { rows } = await withHashedJoins(executor, (hashed) =>
      hashed.run(prepareSql(query).bind({})),
    );
    if (rows.length > 0)
      throw new Refused([problem("data_in_the_way", "", { object: object.title })]);
  }
}
