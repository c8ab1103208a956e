/**
 * Starts one PostgreSQL for all test files and prepares the templates that they clone.
 * With DATABASE_URL set, that server is used instead.
 */
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareCoreSchema } from "../../engine/db/core-schema.ts";
import { connectDatabase, type Database } from "../../engine/db/database.ts";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import { createWorkspace } from "../../engine/workspaces.ts";
import { databaseUrl } from "./server-process.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: string;
  }
}

/** With schema `core` and nothing in it. */
export const coreTemplate = "tenon_test_template";
/** With the workspace of test servers, too. */
export const workspaceTemplate = `${coreTemplate}_workspace`;
export const testWorkspace = "demo";

let stop: (() => Promise<void>) | null = null;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await placeOfData(), "tenon-test-"));
  const server = process.env.DATABASE_URL
    ? { superuserUrl: process.env.DATABASE_URL, stop: async () => undefined }
    : await startEmbeddedServer(folder);
  await prepareTemplates(server.superuserUrl);
  project.provide("databaseServer", server.superuserUrl);
  stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return () => stop?.() ?? Promise.resolve();
}

const memory = "/dev/shm";
const roomBytes = 6 * 1024 ** 3;

/** In memory where there is room: hundreds of databases are made, and none outlives the run. */
async function placeOfData(): Promise<string> {
  const found = await statfs(memory).catch(() => null);
  return found !== null && found.bavail * found.bsize > roomBytes ? memory : tmpdir();
}

async function prepareTemplates(url: string): Promise<void> {
  const server = connectDatabase(url, 2);
  const run = (text: string) => server.run({ text, values: [] });
  // Those of examples are made by whoever needs one first.
  const { rows } = await run(
    `select datname from pg_catalog.pg_database where starts_with(datname, '${coreTemplate}')`,
  );
  for (const [name] of rows) await run(`drop database if exists "${name}" with (force)`);
  await run(`create database ${coreTemplate}`);
  await filled(url, coreTemplate, prepareCoreSchema);
  await run(`create database ${workspaceTemplate} template ${coreTemplate}`);
  await filled(url, workspaceTemplate, async (database) => {
    const made = await createWorkspace(database, testWorkspace);
    if (!made.ok) throw new Error("The workspace could not be made");
  });
  await server.close();
}

async function filled(
  url: string,
  name: string,
  fill: (database: Database) => Promise<void>,
): Promise<void> {
  const database = connectDatabase(databaseUrl(url, name), 2);
  await fill(database);
  await database.close();
}
