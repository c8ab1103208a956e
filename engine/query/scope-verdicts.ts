/** For one record, which scopes hold: what `record-reach.ts` asks of all rows at once, one by one. */
import type { RecordScope } from "../../metadata/access/role.ts";
import { identifier, joinSql, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { engineRights } from "../access/rights.ts";
import { makeAliases, rowSource } from "./joins.ts";
import { prepareSql } from "./plan-cache.ts";
import { callerSlots } from "./read-plans.ts";
import type { Reader } from "./read-records.ts";
import { scopeCondition } from "./record-reach.ts";

/** The scopes that the record is in, for the person whose rights `reader` has; null without record. */
export async function scopesThatHold(
  reader: Reader,
  model: ObjectModel,
  id: string,
  scopes: readonly RecordScope[],
): Promise<ReadonlySet<RecordScope> | null> {
  const { catalog } = reader;
  const aliases = makeAliases();
  const rowsOf = (rows: ObjectModel) => rowSource(rows, { catalog, aliases, rights: engineRights });
  const row = rowsOf(model);
  const conditions = scopes.map(
    (scope) => sql`coalesce(${scopeCondition(scope, row, catalog, rowsOf)}, false)`,
  );
  const verdicts = joinSql([sql`true`, ...conditions], sql`, `);
  const statement = sql`select ${verdicts} from ${row.from()} where ${identifier(row.alias, "id")} = ${slot("id", "uuid")}`;
  const { rows } = await reader.executor.run(
    prepareSql(statement).bind({ ...callerSlots(reader), id }),
  );
  const [found] = rows;
  return found === undefined
    ? null
    : new Set(scopes.filter((_, index) => found[index + 1] === "t"));
}
