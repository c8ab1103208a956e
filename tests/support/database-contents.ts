/** What a database holds, short enough to be compared before and after. */
import type { TestServer } from "./server.ts";

/** One line per table of the engine and of `workspace`, with a digest of its rows. */
export async function databaseContents(
  { services: { database } }: TestServer,
  workspace = "demo",
): Promise<readonly string[]> {
  const tables = await database.run({
    text: "select schemaname, relname from pg_stat_user_tables where schemaname = any($1) order by 1, 2",
    values: [["core", `w_${workspace}`]],
  });
  const lines: string[] = [];
  for (const [schema, name] of tables.rows) {
    const { rows } = await database.run({
      text: `select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from "${schema}"."${name}" t`,
      values: [],
    });
    lines.push(`${schema}.${name} ${rows[0]?.join(" ")}`);
  }
  return lines;
}
