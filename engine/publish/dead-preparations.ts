/**
 * Work beside large tables that nobody is at any more: it waits to be taken up, but bars no writer
 * meanwhile, and goes when another version is published.
 */
import type { Database } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import type { Observe } from "../observe.ts";
import { inBackground } from "../repeatedly.ts";
import { clearAway, endAbandoned, nobody, silenceMaximum } from "./preparation.ts";

const isDead = `beat_at < $1::timestamptz - interval '${silenceMaximum}'`;

/** What was made ready for a version that does not come any more. */
export async function clearDead(
  database: Database,
  workspaceId: string,
  schema: string,
): Promise<void> {
  const { rowCount } = await database.run({
    text: `update core.preparation set owner = $2, beat_at = $1 where ${isDead} and workspace = $3`,
    values: [new Date(), nobody, workspaceId],
  });
  if (rowCount > 0) await clearAway(database, workspaceId, schema);
}

/**
 * A unique index refuses writers what no published version forbids: those of dead publishes are
 * dropped. Whoever takes one up makes its index again.
 */
export async function dropDeadIndexes(database: Database): Promise<void> {
  const { rows } = await database.run({
    text: `select p.workspace, w.schema from core.preparation p join core.workspace w on w.id = p.workspace where ${isDead}`,
    values: [new Date()],
  });
  for (const [workspaceId, schema] of rows)
    await dropIndexesOf(database, String(workspaceId), String(schema));
}

/** Who would take the work up waits until they are gone. */
async function dropIndexesOf(
  database: Database,
  workspaceId: string,
  schema: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const { rows } = await transaction.run({
      text: `select 1 from core.preparation where ${isDead} and workspace = $2 for update skip locked`,
      values: [new Date(), workspaceId],
    });
    if (rows.length === 0) return;
    await endAbandoned(transaction, schema);
    const found = await transaction.run({
      text: `select c.relname from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and i.indisunique and c.relname like '$next\\_%'`,
      values: [schema],
    });
    await transaction.run({ text: "set local lock_timeout = '1500ms'", values: [] });
    for (const [name] of found.rows)
      await transaction.run({
        text: `drop index ${quoted(schema)}.${quoted(name ?? "")}`,
        values: [],
      });
  });
}

const minute = 1 / 60;

/** At once and then every minute, until it is told to stop. */
export const startFreeingTables = (services: {
  readonly database: Database;
  readonly observe: Observe;
}): (() => Promise<void>) =>
  inBackground(services.observe, {
    what: "dead publishes",
    hours: minute,
    work: () => dropDeadIndexes(services.database),
  });
