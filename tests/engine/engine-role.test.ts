/** What the engine may do to a database server: what it needs, on its own server and on others. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../engine/config.ts";
import { connectDatabase } from "../../engine/db/database.ts";
import { type EmbeddedServer, startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import type { ObservableEvent } from "../../engine/observe.ts";
import { closeServices, openServices } from "../../engine/server.ts";
import { createWorkspace, dropWorkspace } from "../../engine/workspaces.ts";

let folder: string;
let server: EmbeddedServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenon-role-"));
  server = await startEmbeddedServer(join(folder, "database"));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function statements(url: string, ...texts: readonly string[]): Promise<string | null> {
  const database = connectDatabase(url, 3);
  try {
    let last: string | null = null;
    for (const text of texts)
      last = (await database.run({ text, values: [] })).rows[0]?.[0] ?? null;
    return last;
  } finally {
    await database.close();
  }
}

/** What is told at the start of an engine on this database, which makes a workspace and drops it. */
async function eventsOn(url: string, workspace: string): Promise<readonly ObservableEvent[]> {
  const told: ObservableEvent[] = [];
  const config = readConfig({ TENON_DATA: folder, TENON_LOG: "silent" });
  const services = await openServices(config, url, (event) => told.push(event));
  try {
    expect((await createWorkspace(services.database, workspace)).ok).toBe(true);
    expect((await dropWorkspace(services.database, workspace)).ok).toBe(true);
  } finally {
    await closeServices(services);
  }
  return told.filter(({ kind }) => kind === "database_superuser");
}

describe("on the server that comes with it", () => {
  test("the engine is no superuser, and reads no file, starts no program, becomes nobody else", async () => {
    expect(await eventsOn(server.url, "first")).toEqual([]);
    expect(await statements(server.url, "select current_setting('is_superuser')")).toBe("off");
    for (const text of [
      "select pg_read_file('PG_VERSION')",
      "select pg_ls_dir('.')",
      "create table public.taken (line text); copy public.taken from program 'id'",
      "set role tenon",
      "alter role tenon_engine superuser",
      "create role another superuser",
      "alter system set fsync = off",
      "create database another",
    ])
      await expect(statements(server.url, text), text).rejects.toThrow(/permission|must be/i);
  });

  test("what an engine made that was a superuser is handed over", async () => {
    await statements(
      server.superuserUrl,
      "create schema w_earlier",
      "create table w_earlier.entry (id uuid not null, at date not null, constraint entry_pk primary key (id, at)) partition by range (at)",
      "create table w_earlier.entry_1 partition of w_earlier.entry for values from ('2026-01-01') to ('2027-01-01')",
      "create function w_earlier.nothing() returns trigger language plpgsql as $$ begin return null; end $$",
      "alter table core.workspace owner to tenon",
      "alter schema core owner to tenon",
    );
    await expect(statements(server.url, "drop schema w_earlier cascade")).rejects.toThrow(/owner/);
    const again = await startEmbeddedServer(join(folder, "database"));
    expect(again.url).toBe(server.url);
    await statements(
      again.url,
      "alter table w_earlier.entry add column more text",
      "alter table w_earlier.entry_1 rename to entry_2026",
      "drop function w_earlier.nothing()",
      "drop schema w_earlier cascade",
      "alter table core.workspace rename to workspaces",
      "alter table core.workspaces rename to workspace",
    );
    expect(await eventsOn(again.url, "second")).toEqual([]);
  });
});

test("on another server, a superuser is told of at the start", async () => {
  expect(await eventsOn(server.superuserUrl, "third")).toEqual([
    { kind: "database_superuser", role: "tenon" },
  ]);
});
