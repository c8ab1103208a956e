/**
 * Starts one PostgreSQL for all test files and prepares the template that each file clones.
 * With DATABASE_URL set, that server is used instead.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareCoreSchema } from "../../engine/db/core-schema.ts";
import { connectDatabase } from "../../engine/db/database.ts";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: string;
  }
}

export const templateDatabase = "tenon_test_template";

let stop: (() => Promise<void>) | null = null;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "tenon-test-"));
  const server = process.env.DATABASE_URL
    ? { superuserUrl: process.env.DATABASE_URL, stop: async () => undefined }
    : await startEmbeddedServer(folder);
  await prepareTemplate(server.superuserUrl);
  project.provide("databaseServer", server.superuserUrl);
  stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return () => stop?.() ?? Promise.resolve();
}

async function prepareTemplate(url: string): Promise<void> {
  const server = connectDatabase(url, 2);
  await server.run({
    text: `drop database if exists ${templateDatabase} with (force)`,
    values: [],
  });
  await server.run({ text: `create database ${templateDatabase}`, values: [] });
  await server.close();
  const template = new URL(url);
  template.pathname = `/${templateDatabase}`;
  const database = connectDatabase(template.href, 2);
  await prepareCoreSchema(database);
  await database.close();
}
