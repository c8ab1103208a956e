/**
 * The changes between two looks at the history. Each look has a snapshot, which says exactly which
 * transactions had finished: what had finished in the next one and not in the last is new, however
 * long its transaction was open and whatever clock it had.
 */
import { identifier, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { Executor } from "../db/database.ts";
import { prepareSql } from "../query/plan-cache.ts";
import type { HistoryRow } from "./changed-records.ts";
import type { Snapshot } from "./position.ts";
import { endOfPage, type PageEnd, type Span, spanCondition, spanOrder, spanSlots } from "./span.ts";

export const rowsPerPage = 1000;

export interface ChangesPage {
  readonly rows: readonly HistoryRow[];
  /** Null when there is no further page. */
  readonly end: PageEnd | null;
}

export async function currentSnapshot(executor: Executor): Promise<Snapshot> {
  const { rows } = await executor.run({ text: "select pg_current_snapshot()::text", values: [] });
  return String(rows[0]?.[0]);
}

/** What a look begins with. */
export interface Sight {
  readonly snapshot: Snapshot;
  /** Records whose share's time came to an end meanwhile: nothing was written, others see less. */
  readonly ended: readonly HistoryRow[];
}

/** `since` and `now` are of the clock by which this server says what is shared. */
export async function lookAround(
  executor: Executor,
  schema: string,
  since: Date,
  now: Date,
): Promise<Sight> {
  const { rows } = await executor.run(
    prepareSql(sightSql(schema)).bind({ since: since.toISOString(), now: now.toISOString() }),
  );
  const ended = rows.flatMap(([, object, record]): readonly HistoryRow[] =>
    object && record ? [{ object, record, revision: 0, kind: "shared" }] : [],
  );
  return { snapshot: String(rows[0]?.[0]), ended };
}

const sightSql = (schema: string): Sql =>
  sql`select p."snapshot", s."object", s."record" from (select pg_current_snapshot()::text as "snapshot") p
    left join ${identifier(schema, "_share")} s on s."until" > ${slot("since", "timestamptz")} and s."until" <= ${slot("now", "timestamptz")}`;

export async function readChanges(
  executor: Executor,
  schema: string,
  span: Span,
  after: PageEnd | null,
): Promise<ChangesPage> {
  const { rows } = await executor.run(
    prepareSql(pageSql(schema, after !== null)).bind({
      ...spanSlots(span, after),
      limit: rowsPerPage,
    }),
  );
  const found = rows.map(([object, record, revision, kind, xid]) => ({
    object: String(object),
    record: String(record),
    revision: Number(revision),
    kind: String(kind),
    xid: String(xid),
  }));
  return { rows: found, end: endOfPage(found, rowsPerPage) };
}

const pageSql = (schema: string, goesOn: boolean): Sql =>
  sql`select "object", "record", "revision", "kind", "xid" from ${identifier(schema, "_history")} where ${spanCondition(goesOn)} ${spanOrder}`;
