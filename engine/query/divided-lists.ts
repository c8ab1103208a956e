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
import {
  countedBranches,
  type Division,
  type ReachBranch,
  reachBranches,
  triedBranch,
} from "./reach-branches.ts";
import type { RowSource } from "./row-source.ts";
import { orderBy, type SortKey, sortColumn } from "./sorting.ts";

export interface DividedList {
  readonly model: ObjectModel;
  readonly catalog: Catalog;
  readonly rights: Rights;
  readonly aliases: Aliases;
  readonly division: Division;
}

/** Conditions over a row beside reach: the filter, where the page lies. */
type Conditions = (row: RowSource) => Result<readonly Sql[]>;

const rowsWithoutRights =
  ({ catalog, aliases }: DividedList) =>
  (model: ObjectModel): RowSource =>
    rowSource(model, { catalog, aliases, rights: engineRights });

/** `(select columns … from … where … end)` of every part, one under the other. */
function parts(
  place: DividedList,
  branches: readonly ReachBranch[],
  columns: (row: RowSource) => Sql,
  end: Sql,
  conditions: Conditions,
): Result<Sql> {
  const { model, catalog, rights, aliases } = place;
  const rowsOf = rowsWithoutRights(place);
  const selects: Sql[] = [];
  for (const branch of branches) {
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

/** The first `limit` rows in the order of `keys`, `size` owners read one by one, to stand in place of the object's table. */
export function firstRows(
  place: DividedList,
  size: number,
  keys: readonly SortKey[],
  limit: Sql,
  conditions: Conditions,
): Result<Sql> {
  const { catalog, division } = place;
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
  const branches = reachBranches(division.reach, catalog, size);
  const found = parts(place, branches, columns, first, conditions);
  return found.ok ? success(sql`(select * from (${found.value}) as candidates${first})`) : found;
}

/** Rows to be counted: one for each record. */
export const countedRows = (place: DividedList, conditions: Conditions): Result<Sql> =>
  parts(
    place,
    countedBranches(place.division.reach, place.catalog),
    () => sql`1`,
    sql``,
    conditions,
  );

/** Those within reach among the first `limit` rows of all, in the order of `keys` and behind `position`. */
export function rowsAmongFirst(
  place: DividedList,
  keys: readonly SortKey[],
  limit: Sql,
  position: (row: RowSource) => readonly Sql[],
): Sql {
  const { model, catalog, aliases, division } = place;
  const rowsOf = rowsWithoutRights(place);
  const any = rowsOf(model);
  const behind = position(any);
  const where = behind.length === 0 ? sql`` : sql` where ${joinSql(behind, sql` and `)}`;
  const table = sql`(select ${identifier(any.alias)}.* from ${any.from()}${where} order by ${orderBy(keys, any)} limit ${limit})`;
  const row = rowSource(model, { catalog, aliases, rights: engineRights, table });
  const condition = triedBranch(division.reach, catalog)(row, rowsOf);
  return sql`(select ${identifier(row.alias)}.* from ${row.from()} where ${condition})`;
}
