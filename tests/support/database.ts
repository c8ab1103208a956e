/** A database of one's own for a test file, cloned from a prepared template in milliseconds. */
import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connectDatabase } from "../../engine/db/database.ts";
import { coreTemplate } from "./database-server.ts";
import { databaseUrl } from "./server-process.ts";

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export async function createTestDatabase(template: string = coreTemplate): Promise<TestDatabase> {
  const serverUrl = inject("databaseServer");
  const server = connectDatabase(serverUrl, 2);
  const name = `test_${randomBytes(8).toString("hex")}`;
  // Copied as files, not page by page through the log.
  const text = `create database ${name} template ${template} strategy file_copy`;
  await server.run({ text, values: [] });
  return {
    url: databaseUrl(serverUrl, name),
    drop: async () => {
      await server.run({ text: `drop database if exists ${name} with (force)`, values: [] });
      await server.close();
    },
  };
}

/**
 * The template of this name, made of another and filled by who needs it first; the others wait for
 * him. `fill` leaves no connection open.
 */
export async function templateOnce(
  name: string,
  of: string,
  fill: (url: string) => Promise<void>,
): Promise<void> {
  const serverUrl = inject("databaseServer");
  const server = connectDatabase(serverUrl, 4);
  const run = (text: string) => server.run({ text, values: [] });
  await server.transaction(async (transaction) => {
    const lock = "select pg_advisory_xact_lock(hashtext($1))";
    await transaction.run({ text: lock, values: [name] });
    const known = await run(`select 1 from pg_catalog.pg_database where datname = '${name}'`);
    if (known.rowCount > 0) return;
    const unfinished = `${name}_unfinished`;
    await run(`drop database if exists ${unfinished} with (force)`);
    await run(`create database ${unfinished} template ${of}`);
    await fill(databaseUrl(serverUrl, unfinished));
    await run(`alter database ${unfinished} rename to ${name}`);
  });
  await server.close();
}
