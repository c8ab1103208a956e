/** Which rows were written by others since the work beside large tables began. */
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Executor } from "../db/database.ts";
import { tableOf, touchedIdsName, touchedName } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { isFilled, isWritten, type LargeRest, type LargeWork } from "./large-work.ts";

/** When the work began, by the transactions of PostgreSQL. */
export interface Beginning {
  /** The oldest transaction that was under way then. */
  readonly since: string;
  /** Those that wrote prepared values. */
  readonly batches: readonly string[];
}

/** True for rows of `t` whose last writer was under way then, or came later, and was none of ours. */
export const writtenByOthers = ({ since, batches }: Beginning): Sql =>
  sql`age(t.xmin) <= age(${parameter(since, "text")}::xid) and t.xmin <> all(${parameter([...batches], "text[]")}::xid[])`;

/**
 * Rows that are written for a column beside other work do not tell any more who wrote them before:
 * there, a column remembers it. New rows have it by its default.
 */
export function isMarked(works: readonly LargeWork[], { id }: Pick<ObjectModel, "id">): boolean {
  const filled = works.filter((work) => isFilled(work) && work.object.id === id);
  return filled.length > 1 && filled.some(isWritten);
}

export const mark = identifier(touchedName);

/** True for rows of `t`, an object's table with work beside it, that others wrote since; all, where nobody can tell. */
export function touchedSince(
  beginning: Beginning | null,
  works: readonly LargeWork[],
  object: ObjectModel,
): Sql {
  if (beginning === null) return sql`true`;
  const isOthers = writtenByOthers(beginning);
  return isMarked(works, object) ? sql`(coalesce(${mark}, false) or ${isOthers})` : isOthers;
}

export interface TouchedRows {
  readonly schema: string;
  readonly beginning: Beginning | null;
  readonly works: readonly LargeWork[];
}

/**
 * Tells the ids of such rows, for the statements of one transaction in which nobody else writes: each
 * would look through the whole table, so it is looked through once, and they stand in a table until the end.
 */
export function touchedIds(
  transaction: Executor,
  { schema, beginning, works }: TouchedRows,
): (work: LargeRest) => Promise<(id: Sql) => Sql> {
  const known = new Map<string, Sql>();
  const run = (query: Sql) => transaction.run(prepareSql(query).bind({}));
  const find = async ({ object }: LargeRest): Promise<Sql> => {
    const ids = identifier("pg_temp", touchedIdsName(object.id));
    const rows = identifier(schema, tableOf(object));
    const touched = touchedSince(beginning, works, object);
    await run(sql`create temporary table ${ids} ("id" uuid primary key) on commit drop`);
    await run(sql`insert into ${ids} select t."id" from ${rows} as t where ${touched}`);
    await run(sql`analyze ${ids}`);
    return ids;
  };
  return async (work) => {
    if (beginning === null) return () => sql`true`;
    const ids = known.get(work.object.id) ?? (await find(work));
    known.set(work.object.id, ids);
    return (id) => sql`${id} in (select i."id" from ${ids} as i)`;
  };
}
