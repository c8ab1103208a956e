/** Values of some rows made ready beside a large table, in one transaction. */
import { identifier, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { Executor } from "../db/database.ts";
import { prepareSql, type SlotValues } from "../query/plan-cache.ts";
import { convertColumn } from "./conversion.ts";
import { restoreFormer } from "./conversion-step.ts";
import { withHashedJoins } from "./hashed-joins.ts";
import type { FilledColumn, LargeLinks } from "./large-work.ts";
import { giveNumbers } from "./numbering-step.ts";
import { rewritten as rewrittenValue } from "./rewritten-values.ts";
import { type Beginning, mark, writtenByOthers } from "./written-since.ts";

export interface Batch {
  readonly table: Sql;
  readonly work: FilledColumn | LargeLinks;
  /** The rows, by a condition of their ids. */
  readonly range: (id: Sql) => Sql;
  /** Null: nobody asks for what others have written. */
  readonly marking: Beginning | null;
}

const run = (executor: Executor, query: Sql, slots: SlotValues = {}) =>
  executor.run(prepareSql(query).bind(slots));

/** Returns the transaction, as rows know it. */
export async function prepareBatch(transaction: Executor, batch: Batch): Promise<string> {
  const { work, range } = batch;
  if (work.kind === "column") await fillColumn(transaction, { ...batch, work });
  else for (const query of work.fill(range)) await run(transaction, query);
  const own = await run(transaction, sql`select pg_catalog.pg_current_xact_id()::xid::text`);
  return own.rows[0]?.[0] ?? "";
}

type ColumnBatch = Batch & { readonly work: FilledColumn };

async function fillColumn(transaction: Executor, batch: ColumnBatch): Promise<void> {
  const { table, work, range, marking } = batch;
  const within = range(sql`t."id"`);
  const next = identifier(work.next);
  const { source, listed, computed, rewritten, numbering, fill, became } = work.values;
  // From here on the rows are ours: what is computed and converted is what they hold.
  await run(
    transaction,
    sql`with locked as (select 1 from ${table} as t where ${within} for update) select count(*) from locked`,
  );
  if (marking !== null)
    await run(
      transaction,
      sql`update ${table} as t set ${mark} = true where ${within} and ${mark} is null and ${writtenByOthers(marking)}`,
    );
  await convert(transaction, batch);
  // Of links that were made a moment ago PostgreSQL expects a few: it would group them for each row.
  if (listed !== null)
    await withHashedJoins(transaction, (executor) => run(executor, listed.fill(range)));
  if (computed !== null)
    await run(
      transaction,
      sql`update ${table} as t set ${next} = c."value" from (${computed.rows(range)}) as c where t."id" = c."id" and c."value" is not null`,
      computed.slots,
    );
  if (rewritten !== null) {
    const value = rewrittenValue(rewritten.values, identifier("t0", rewritten.column));
    await run(
      transaction,
      sql`update ${table} as t0 set ${next} = ${value} where ${range(sql`t0."id"`)} and ${value} is not null`,
      rewritten.slots,
    );
  }
  if (numbering !== null)
    await giveNumbers(transaction, numbering, { table, column: next, within });
  if (fill !== null)
    await run(
      transaction,
      sql`update ${table} as t set ${next} = ${fill} where ${within} and ${next} is null`,
    );
  const kept = source?.column ?? listed?.next ?? null;
  if (kept !== null && became !== null)
    await run(
      transaction,
      sql`update ${table} as t set ${identifier(became.next)} = ${next} where ${within} and ${identifier("t", kept)} is not null and ${identifier("t", became.next)} is distinct from ${next}`,
    );
}

async function convert(transaction: Executor, { table, work, range }: ColumnBatch): Promise<void> {
  const { source, conversion, former } = work.values;
  if (source === null || conversion === null) return;
  const within = range(sql`t."id"`);
  const from = identifier("t", source.column);
  const to = identifier(work.next);
  await run(
    transaction,
    sql`update ${table} as t set ${identifier(source.base)} = ${from}, ${to} = null where ${within} and ${from} is not null`,
  );
  const place = { table, from, to, where: within };
  await convertColumn(transaction, conversion, place);
  if (former === null) return;
  const { comparison } = former;
  await restoreFormer(transaction, conversion, { ...place, former: former.former, comparison });
}
