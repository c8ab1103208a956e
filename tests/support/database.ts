/** A database of one's own for a test file, cloned from the prepared template in milliseconds. */
import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connectDatabase } from "../../engine/db/database.ts";
import { templateDatabase } from "./database-server.ts";

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("databaseServer");
  const server = connectDatabase(serverUrl, 2);
  const name = `test_${randomBytes(8).toString("hex")}`;
  await server.run({ text: `create database ${name} template ${templateDatabase}`, values: [] });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await server.run({ text: `drop database if exists ${name} with (force)`, values: [] });
      await server.close();
    },
  };
}
