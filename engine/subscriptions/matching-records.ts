/** Which of some records somebody reaches now, and which of those fit the filter of his list. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Result, success } from "../../metadata/problem.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import { callerSlots, filterCondition } from "../query/read-plans.ts";
import type { Reader } from "../query/read-records.ts";

/** Fails with what is wrong with the filter, of the fields that its person may read. */
export function filteredIds(
  { catalog, rights }: Pick<Reader, "catalog" | "rights">,
  model: ObjectModel,
  filter: string | null,
): Result<PreparedSql> {
  const source = rowSource(model, { catalog, rights, aliases: makeAliases() });
  const condition =
    filter === null ? success(sql`true`) : filterCondition(filter, source, catalog, rights);
  if (!condition.ok) return condition;
  const id = identifier(source.alias, "id");
  return success(
    prepareSql(
      sql`select ${id} from ${source.from()} where ${id} = any(${slot("ids", "uuid[]")}) and (${condition.value})`,
    ),
  );
}

/** None when the filter does not hold any more, as after a rename of what it names. */
export async function matchingIds(
  reader: Reader,
  model: ObjectModel,
  filter: string | null,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const statement = filteredIds(reader, model, filter);
  if (!statement.ok) return new Set();
  const bound = statement.value.bind({ ...callerSlots(reader), ids: [...ids] });
  const { rows } = await reader.executor.run(bound);
  return new Set(rows.map(([id]) => String(id)));
}
