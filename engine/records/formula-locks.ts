/** The statements that find and lock the rows that formulas connect; made once per catalog. */
import { identifier, joinSql, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import { pathKey, reachedSql, reachingSql, type Step } from "./formula-paths.ts";

const statementsKey = Symbol("statements of formulas");

function remembered(catalog: Catalog, key: string, make: () => Sql): PreparedSql {
  const cache = catalog.derived(statementsKey, () => new Map<string, PreparedSql>());
  const statement = cache.get(key) ?? prepareSql(make());
  cache.set(key, statement);
  return statement;
}

const idsAt = (index: number): Sql => slot(slotAt(index), "uuid[]");

/** What the ids are called that belong to the way, or to the table, at this place of a list. */
export const slotAt = (index: number): string => `ids_${index}`;

/** `select id` of the rows from which the steps lead to one of `ids`. */
export const reaching = (catalog: Catalog, steps: readonly Step[]): PreparedSql =>
  remembered(catalog, `reaching ${pathKey(steps)}`, () =>
    reachingSql(catalog, steps, slot("ids", "uuid[]")),
  );

/**
 * Lets nobody change the records of an object that ways lead to, each from records of its own:
 * those with `slotAt` its place. A way without steps leads to these themselves.
 * @param patience `none`: fails when somebody changes one of them at the moment
 */
export const reachedLock = (
  catalog: Catalog,
  object: ObjectModel,
  ways: readonly (readonly Step[])[],
  patience: "any" | "none",
): PreparedSql =>
  remembered(catalog, `reached ${object.name} ${ways.map(pathKey).join()} ${patience}`, () => {
    const found = ways.map((way, index) => reachedSql(catalog, way, idsAt(index)));
    const waiting = patience === "none" ? sql` nowait` : sql``;
    return sql`select "id" from ${tableName(catalog, object)} where "id" in (${joinSql(found, sql` union all `)}) order by "id" for share${waiting}`;
  });

/**
 * Takes records for a change of their computed fields, or of those of their rows: the ones that the
 * rows of each table belong to whose ids are `slotAt` its place.
 */
export const recordsLock = (
  catalog: Catalog,
  object: ObjectModel,
  tables: readonly ObjectModel[],
): PreparedSql =>
  remembered(catalog, `records ${tables.map(({ name }) => name).join()}`, () => {
    const found = tables.map((rows, index) => recordsOf(catalog, rows, idsAt(index)));
    return sql`select "id" from ${tableName(catalog, object)} where "id" in (${joinSql(found, sql` union all `)}) order by "id" for no key update`;
  });

/** `select id` of the records that rows belong to. */
function recordsOf(catalog: Catalog, rows: ObjectModel, ids: Sql): Sql {
  let found = sql`select unnest(${ids}) as "id"`;
  for (let at = rows; at.parent !== null; ) {
    found = sql`select "_parent" as "id" from ${tableName(catalog, at)} where "id" in (${found})`;
    const above = catalog.rows.get(at.parent.object);
    if (above === undefined) throw new Error(`${at.name} belongs to nothing`);
    at = above;
  }
  return found;
}

const tableName = (catalog: Catalog, model: ObjectModel): Sql =>
  identifier(catalog.schema, tableOf(model));
