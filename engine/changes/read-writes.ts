/** What was written to some objects between two looks at the history, for those who tell of it later. */
import { identifier, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { Executor } from "../db/database.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { type KeptChanges, parseChanges } from "../records/record-difference.ts";
import { endOfPage, type PageEnd, type Span, spanCondition, spanOrder, spanSlots } from "./span.ts";

export interface WrittenRow {
  /** Id of the object. */
  readonly object: string;
  readonly record: string;
  /** As the history has it. */
  readonly kind: string;
  readonly by: string | null;
  readonly changes: KeptChanges;
  /** The transaction. */
  readonly xid: string;
}

/** Fewer than those of live changes: these come with what was changed. */
export const writesPerPage = 500;

/** Entries of the revision 0 tell of no write. @param objects ids */
export async function readWrites(
  executor: Executor,
  schema: string,
  span: Span,
  after: PageEnd | null,
  objects: readonly string[],
): Promise<{ readonly rows: readonly WrittenRow[]; readonly end: PageEnd | null }> {
  const { rows } = await executor.run(
    prepareSql(pageSql(schema, after !== null)).bind({
      ...spanSlots(span, after),
      objects,
      limit: writesPerPage,
    }),
  );
  const found = rows.map(([object, record, revision, kind, xid, by, changes]) => ({
    object: String(object),
    record: String(record),
    revision: Number(revision),
    kind: String(kind),
    xid: String(xid),
    by: by ?? null,
    changes: parseChanges(changes),
  }));
  return { rows: found, end: endOfPage(found, writesPerPage) };
}

const pageSql = (schema: string, goesOn: boolean): Sql =>
  sql`select "object", "record", "revision", "kind", "xid", "by", "changes" from ${identifier(schema, "_history")}
    where ${spanCondition(goesOn)} and "object" = any(${slot("objects", "text[]")}) and "revision" > 0 ${spanOrder}`;
