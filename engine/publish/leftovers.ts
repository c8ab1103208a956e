/** Short locks on tables that are in use, and what a publish that never came to its end left in them. */
import { type Database, sqlState } from "../db/database.ts";
import { quoted } from "../db/names.ts";

/**
 * A lock that does not come soon is asked for again, so that nobody queues behind it for long. It
 * is waited for longer than `deadlock_timeout`, a second: only then a vacuum of the table that is
 * under way gives way.
 */
export async function withoutLongWait(database: Database, text: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await database.transaction(async (transaction) => {
        await transaction.run({ text: "set local lock_timeout = '1500ms'", values: [] });
        await transaction.run({ text, values: [] });
      });
      return;
    } catch (error) {
      if (sqlState(error) !== "55P03" || attempt === lockAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
}

const lockAttempts = 10;

/** What a publish left that never came to its end: columns, indexes and counters that no version knows. */
export async function clearLeftovers(database: Database, schema: string): Promise<void> {
  await database.run({
    text: `delete from ${quoted(schema)}."_counter" where "key" like '$next\\_%'`,
    values: [],
  });
  const { rows } = await database.run({
    text: `select 'index', null, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'i' and c.relname like '$next\\_%'
      union all
      select 'table', null, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'r' and c.relname like '$next\\_%'
      union all
      select 'column', c.relname, a.attname from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'r' and not a.attisdropped and (a.attname like '$next\\_%' or a.attname like '$base\\_%')
      order by 1 desc`,
    values: [schema],
  });
  for (const [kind, table, name] of rows) {
    if (kind === "index") {
      const text = `drop index concurrently if exists ${quoted(schema)}.${quoted(name ?? "")}`;
      await database.run({ text, values: [] });
    } else if (kind === "table") {
      await withoutLongWait(database, `drop table ${quoted(schema)}.${quoted(name ?? "")}`);
    } else {
      const place = `${quoted(schema)}.${quoted(table ?? "")}`;
      await withoutLongWait(
        database,
        `alter table ${place} drop column if exists ${quoted(name ?? "")}`,
      );
    }
  }
}
