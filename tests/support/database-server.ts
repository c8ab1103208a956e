/**
 * Starts one PostgreSQL for all test files and prepares the templates that they clone.
 * With DATABASE_URL set, that server is used instead.
 */
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareCoreSchema } from "../../engine/db/core-schema.ts";
import { connectDatabase, type Database } from "../../engine/db/database.ts";
import { type EmbeddedServer, startEmbeddedServer } from "../../engine/db/embedded-server.ts";
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

type Server = Pick<EmbeddedServer, "superuserUrl" | "stop">;

/** The projects that use the server: the last of them stops it. */
let users = 0;
let started: Promise<Server> | null = null;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  users++;
  started ??= start();
  const server = await started;
  project.provide("databaseServer", server.superuserUrl);
  return async () => {
    if (--users === 0) await server.stop();
  };
}

async function start(): Promise<Server> {
  const folder = await mkdtemp(join(await placeOfData(), prefix));
  const server = process.env.DATABASE_URL
    ? { superuserUrl: process.env.DATABASE_URL, stop: async () => undefined }
    : await startEmbeddedServer(folder);
  await prepareTemplates(server.superuserUrl);
  return {
    superuserUrl: server.superuserUrl,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const prefix = "tenon-test-";
const memory = "/dev/shm";
const roomBytes = 6 * 1024 ** 3;

/**
 * In memory where there is room: hundreds of databases are made, and none outlives the run. Runs
 * that measure write to the disk, as users' servers do.
 */
async function placeOfData(): Promise<string> {
  if (process.env.TESTS === "long") return tmpdir();
  await removeAbandoned().catch(() => undefined);
  const found = await statfs(memory).catch(() => null);
  return found !== null && found.bavail * found.bsize > roomBytes ? memory : tmpdir();
}

const abandonedMilliseconds = 3_600_000;

/** What runs that were killed have left takes memory until somebody takes it away. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(memory)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(memory, name);
    const age = Date.now() - (await stat(folder)).mtimeMs;
    if (age > abandonedMilliseconds && !(await isServed(folder)))
      await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a PostgreSQL runs on what lies there. */
async function isServed(folder: string): Promise<boolean> {
  const lines = await readFile(join(folder, "postgresql/postmaster.pid"), "utf8").catch(() => "");
  const id = Number(lines.split("\n")[0]);
  return id > 0 && existsSync(`/proc/${id}`);
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
