/**
 * Lists and counts of somebody who does not reach every record, read part by part of what he reaches
 * (`reach-branches.ts`), each from the index that fits it.
 */
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Result, success } from "../../metadata/problem.ts";
import { engineRights, type Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type Aliases, rowSource } from "./joins.ts";
import { type Division, type OwnersRead, reachBranches } from "./reach-branches.ts";
import type { RowSource } from "./row-source.ts";
import { type SortKey, sortColumn } from "./sorting.ts";

export interface DividedList {
  readonly model: ObjectModel;
  readonly catalog: Catalog;
  readonly rights: Rights;
  readonly aliases: Aliases;
  readonly division: Division;
}

/** Conditions over a row beside reach: the filter, where the page lies. */
type Conditions = (row: RowSource) => Result<readonly Sql[]>;

/** `(select columns … from … where … end)` of every part, one under the other. */
function parts(
  place: DividedList,
  owners: OwnersRead,
  columns: (row: RowSource) => Sql,
  end: Sql,
  conditions: Conditions,
): Result<Sql> {
  const { model, catalog, rights, aliases, division } = place;
  const rowsOf = (rows: ObjectModel) => rowSource(rows, { catalog, aliases, rights: engineRights });
  const selects: Sql[] = [];
  for (const branch of reachBranches(division.reach, catalog, owners)) {
    // What a scope asks for lies behind lookups whoever asks; what the caller asks for, as far as
    // his rights reach. PostgreSQL takes the subquery apart.
    const within = rowsOf(model);
    const condition = branch(within, rowsOf);
    const table = sql`(select ${identifier(within.alias)}.* from ${within.from()} where ${condition})`;
    const row = rowSource(model, { catalog, aliases, rights, table });
    const further = conditions(row);
    if (!further.ok) return further;
    const wanted = columns(row);
    const where =
      further.value.length === 0 ? sql`` : sql` where ${joinSql(further.value, sql` and `)}`;
    selects.push(sql`(select ${wanted} from ${row.from()}${where}${end})`);
  }
  return success(joinSql(selects, sql` union all `));
}

const keyName = (index: number): Sql => identifier(`$k${index}`);

/** The first `limit` rows in the order of `keys`, to stand in place of the object's table. */
export function firstRows(
  place: DividedList,
  keys: readonly SortKey[],
  limit: Sql,
  conditions: Conditions,
): Result<Sql> {
  const order = joinSql(
    keys.map(({ descending }, index) =>
      descending ? sql`${keyName(index)} desc` : keyName(index),
    ),
    sql`, `,
  );
  // PostgreSQL reads a part in its order only when it is asked for no more than the page of it.
  const first = sql` order by ${order} limit ${limit}`;
  const columns = (row: RowSource): Sql => {
    const sorted = keys.map((key, index) => sql`${sortColumn(key, row)} as ${keyName(index)}`);
    return joinSql([sql`${identifier(row.alias)}.*`, ...sorted], sql`, `);
  };
  const found = parts(place, place.division.size ?? "together", columns, first, conditions);
  return found.ok ? success(sql`(select * from (${found.value}) as candidates${first})`) : found;
}

/** Rows to be counted: one for each record. */
export const countedRows = (place: DividedList, conditions: Conditions): Result<Sql> =>
  parts(place, "together", () => sql`1`, sql``, conditions);
