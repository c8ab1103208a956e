/**
 * Lists and counts of somebody who does not reach every record, read part by part of what he reaches
 * (`reach-branches.ts`), each from the index that fits it.
 */
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Result, success } from "../../metadata/problem.ts";
import { engineRights, type Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
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

/** `(select id, keys … from … where … end)` of every part, one under the other. */
function parts(
  place: DividedList,
  owners: OwnersRead,
  keys: readonly SortKey[],
  end: Sql,
  conditions: Conditions,
): Result<Sql> {
  const { model, catalog, rights, aliases, division } = place;
  const rowsOf = (rows: ObjectModel) => rowSource(rows, { catalog, aliases, rights: engineRights });
  const table = identifier(catalog.schema, tableOf(model));
  const selects: Sql[] = [];
  for (const branch of reachBranches(division.reach, catalog, owners)) {
    // Its own rows are those of the branch; what lies behind lookups is as far as rights reach.
    const row = rowSource(model, { catalog, aliases, rights, table });
    const further = conditions(row);
    if (!further.ok) return further;
    const columns = [
      identifier(row.alias, "id"),
      ...keys.map((key, index) => sql`${sortColumn(key, row)} as ${keyName(index)}`),
    ];
    const where = joinSql([branch(row, rowsOf), ...further.value], sql` and `);
    selects.push(
      sql`(select ${joinSql(columns, sql`, `)} from ${row.from()} where ${where}${end})`,
    );
  }
  return success(joinSql(selects, sql` union all `));
}

const keyName = (index: number): Sql => identifier(`k${index}`);

/** True for the first `limit` records in the order of `keys`, as a condition over `row`. */
export function amongFirst(
  place: DividedList,
  keys: readonly SortKey[],
  limit: Sql,
  conditions: Conditions,
  row: RowSource,
): Result<readonly Sql[]> {
  const order = joinSql(
    keys.map(({ descending }, index) =>
      descending ? sql`${keyName(index)} desc` : keyName(index),
    ),
    sql`, `,
  );
  // PostgreSQL reads a part in its order only when it is asked for no more than the page of it.
  const first = sql` order by ${order} limit ${limit}`;
  const found = parts(place, place.division.size ?? "together", keys, first, conditions);
  if (!found.ok) return found;
  const ids = sql`array(select "id" from (${found.value}) as candidates${first})`;
  return success([sql`${identifier(row.alias, "id")} = any(${ids})`]);
}

/** Rows to be counted: one for each record. */
export const countedRows = (place: DividedList, conditions: Conditions): Result<Sql> =>
  parts(place, "together", [], sql``, conditions);
