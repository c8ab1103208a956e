/**
 * Letting go of old entries. The anchor moves to the last one that goes and keeps its hash, so that
 * what stays hangs on something; only then may the entries before it be deleted.
 */
import type { Database, Executor } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { inBackground } from "../repeatedly.ts";

/** Entries that one transaction lets go: nobody waits long for the head. */
const batch = 10_000;

/** Lets go of what is older than `days` in every workspace; answers how many entries. */
export async function cutAudit(database: Database, days: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  const { rows } = await database.run({
    text: "select workspace from core.audit_head order by workspace",
    values: [],
  });
  let count = 0;
  for (const [workspace] of rows) {
    for (;;) {
      const gone = await database.transaction((transaction) =>
        cutBatch(transaction, String(workspace), before),
      );
      count += gone;
      if (gone < batch) break;
    }
  }
  return count;
}

async function cutBatch(transaction: Executor, workspace: string, before: Date): Promise<number> {
  const heads = await transaction.run({
    text: "select number, anchor from core.audit_head where workspace = $1 for update",
    values: [workspace],
  });
  const [head, anchor] = heads.rows[0] ?? [];
  // Numbers, not times, make the order: clocks of two servers may differ.
  const kept = await transaction.run({
    text: "select number from core.audit_entry where workspace = $1 and at >= $2 order by number limit 1",
    values: [workspace, before],
  });
  const first = kept.rows[0]?.[0];
  const last = Math.min(first ? Number(first) - 1 : Number(head ?? 0), Number(anchor ?? 0) + batch);
  if (last <= Number(anchor ?? 0)) return 0;
  await transaction.run({
    text: `update core.audit_head as h set anchor = $2, anchor_hash = e.hash
      from core.audit_entry as e where h.workspace = $1 and e.workspace = $1 and e.number = $2`,
    values: [workspace, last],
  });
  const { rowCount } = await transaction.run({
    text: "delete from core.audit_entry where workspace = $1 and number <= $2",
    values: [workspace, last],
  });
  return rowCount;
}

/** The whole log of a workspace that is being dropped. */
export async function dropAudit(transaction: Executor, workspace: string): Promise<void> {
  for (const text of [
    "update core.audit_head set anchor = number, anchor_hash = hash where workspace = $1",
    "delete from core.audit_entry where workspace = $1",
    "delete from core.audit_head where workspace = $1",
  ])
    await transaction.run({ text, values: [workspace] });
}

/** Now and every six hours until it is told to stop. `days` 0: the log is kept for ever. */
export function startCuttingAudit(
  { database, observe }: { readonly database: Database; readonly observe: Observe },
  days: number,
): () => Promise<void> {
  if (days === 0) return async () => undefined;
  return inBackground(observe, {
    what: "audit",
    hours: 6,
    work: () => cutAudit(database, days, new Date()),
  });
}
