/**
 * Foreign keys of large tables hold from the publish on that makes them; the rows that were there,
 * which it has looked through itself, are compared afterwards, while everybody reads and writes.
 */
import type { Database } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { withoutLongWait } from "./leftovers.ts";

/** Those too that an earlier publish left when its process died. */
export async function validateForeignKeys(database: Database, schema: string): Promise<void> {
  const { rows } = await database.run({
    text: `select c.relname, k.conname from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid
      where k.connamespace = (select n.oid from pg_catalog.pg_namespace n where n.nspname = $1)
        and k.contype = 'f' and not k.convalidated`,
    values: [schema],
  });
  for (const [table, name] of rows) {
    const constraint = quoted(String(name));
    await withoutLongWait(
      database,
      `alter table ${quoted(schema)}.${quoted(String(table))} validate constraint ${constraint}`,
    );
  }
}
