/** The part of a history between two snapshots, page by page. */
import { type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { SlotValues } from "../query/plan-cache.ts";
import type { Snapshot } from "./position.ts";

/** The last row of a page, behind which the next one goes on. */
export interface PageEnd {
  readonly xid: string;
  readonly record: string;
  readonly revision: number;
}

/** What had finished in `until` and not in `from`. */
export interface Span {
  readonly from: Snapshot;
  readonly until: Snapshot;
}

/** Null when there is no further page. */
export function endOfPage(rows: readonly PageEnd[], rowsPerPage: number): PageEnd | null {
  const last = rows.length < rowsPerPage ? undefined : rows.at(-1);
  if (last === undefined) return null;
  const { xid, record, revision } = last;
  return { xid, record, revision };
}

export const spanSlots = ({ from, until }: Span, after: PageEnd | null): SlotValues => ({
  from,
  until,
  xid: after?.xid ?? null,
  record: after?.record ?? null,
  revision: after?.revision ?? null,
});

/** The index bounds the transactions on both sides, the snapshots say which of those count. */
export function spanCondition(goesOn: boolean): Sql {
  const from = sql`${slot("from", "text")}::pg_snapshot`;
  const until = sql`${slot("until", "text")}::pg_snapshot`;
  const xid = sql`${slot("xid", "text")}::xid8`;
  const record = slot("record", "uuid");
  const behind = goesOn
    ? sql` and ("xid", "record") >= (${xid}, ${record}) and ("xid", "record", "revision") > (${xid}, ${record}, ${slot("revision", "bigint")})`
    : sql``;
  return sql`"xid" >= pg_snapshot_xmin(${from}) and "xid" < pg_snapshot_xmax(${until})
      and not pg_visible_in_snapshot("xid", ${from}) and pg_visible_in_snapshot("xid", ${until})${behind}`;
}

export const spanOrder: Sql = sql`order by "xid", "record", "revision" limit ${slot("limit", "bigint")}`;
