/** The statements that find and lock the rows that formulas connect; made once per catalog. */
import { identifier, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import { pathKey, reachedSql, reachingSql, type Step } from "./formula-paths.ts";

const statementsKey = Symbol("statements of formulas");
const ids = slot("ids", "uuid[]");

function remembered(catalog: Catalog, key: string, make: () => Sql): PreparedSql {
  const cache = catalog.derived(statementsKey, () => new Map<string, PreparedSql>());
  const statement = cache.get(key) ?? prepareSql(make());
  cache.set(key, statement);
  return statement;
}

/** `select id` of the rows from which the steps lead to one of `ids`. */
export const reaching = (catalog: Catalog, steps: readonly Step[]): PreparedSql =>
  remembered(catalog, `reaching ${pathKey(steps)}`, () => reachingSql(catalog, steps, ids));

/** Lets nobody change the records that the way leads to from rows `levels` below those with `ids`. */
export const reachedRowsLock = (
  catalog: Catalog,
  way: readonly [Step, ...Step[]],
  levels: number,
): PreparedSql =>
  remembered(
    catalog,
    `reached ${levels} ${pathKey(way)}`,
    () => sql`${reachedSql(catalog, way, levels, ids)} order by "id" for share`,
  );

/** Takes rows for a change of computed fields; child rows by the record that they belong to. */
export const rowsLock = (catalog: Catalog, model: ObjectModel): PreparedSql =>
  remembered(catalog, `rows ${model.name}`, () => {
    let rows = model;
    let where = sql`"id" = any(${ids})`;
    for (let owner = ownerOf(catalog, rows); owner !== undefined; owner = ownerOf(catalog, rows)) {
      where = sql`"id" in (select "_parent" from ${tableName(catalog, rows)} where ${where})`;
      rows = owner;
    }
    return sql`select "id" from ${tableName(catalog, rows)} where ${where} order by "id" for no key update`;
  });

const ownerOf = (catalog: Catalog, { parent }: ObjectModel): ObjectModel | undefined =>
  parent === null ? undefined : catalog.rows.get(parent.object);

const tableName = (catalog: Catalog, model: ObjectModel): Sql =>
  identifier(catalog.schema, tableOf(model));
