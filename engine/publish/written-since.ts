/** Which rows were written by others since the work beside large tables began. */
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import { touchedName } from "../db/names.ts";
import { isFilled, type LargeWork } from "./large-work.ts";

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
 * Rows that are written for several columns do not tell any more who wrote them before: there, a
 * column remembers it. New rows have it by its default.
 */
export const isMarked = (works: readonly LargeWork[], table: string): boolean =>
  works.filter((work) => isFilled(work) && work.table === table).length > 1;

export const mark = identifier(touchedName);

/** True for rows of `t`, a table with work beside it, that others wrote since; all, where nobody can tell. */
export function touchedSince(
  beginning: Beginning | null,
  works: readonly LargeWork[],
  table: string,
): Sql {
  if (beginning === null) return sql`true`;
  const isOthers = writtenByOthers(beginning);
  return isMarked(works, table) ? sql`(coalesce(${mark}, false) or ${isOthers})` : isOthers;
}
