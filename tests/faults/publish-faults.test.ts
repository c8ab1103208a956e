/** A publish that is cut off anywhere leaves the workspace wholly at the old version. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeAppFolder } from "../../engine/app-folder.ts";
import type { Catalog } from "../../engine/catalog/catalog.ts";
import type { Database, Executor } from "../../engine/db/database.ts";
import { publishFolder } from "../../engine/publish-folder.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const rows = { type: "array", items: { type: "object", properties: { note: { type: "string" } } } };
const before = objectDocument("customer", {
  name: { type: "string" },
  phone: { type: "string" },
  rows,
});

/** Everything at once: new objects, a removed and an added field, a required one, a formula. */
const after: readonly MetadataDocument[] = [
  objectDocument(
    "customer",
    {
      name: { type: "string", unique: true },
      level: { type: "integer", default: 3 },
      doubled: { type: "integer", formula: "level * 2" },
      rows,
    },
    { required: ["level"] },
  ),
  ...Array.from({ length: 12 }, (_, index) =>
    objectDocument(`extra_${index}`, {
      name: { type: "string" },
      customer: { $ref: "tenon:lookup", target: "customer" },
    }),
  ),
];

const publication = {
  folder: { app: "test", documents: after, seeds: new Map<string, string>() },
  answers: {},
  message: "m",
  author: "a",
  timeZone: "UTC",
};

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ documents: [before] });
  await server.request("POST", "/records/customer", {
    name: "n",
    phone: "123",
    rows: [{ note: "x" }],
  });
});
afterEach(() => server.stop());

async function catalogNow(): Promise<Catalog> {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  return catalog;
}

/** Tables and columns of the workspace as PostgreSQL has them. */
async function tables(): Promise<string> {
  const found = await server.services.database.run({
    text: "select table_name || '.' || column_name || ' ' || is_nullable from information_schema.columns where table_schema = 'w_demo' order by 1",
    values: [],
  });
  return found.rows.map(([line]) => line).join("\n");
}

const customers = async () => (await server.request("GET", "/records/customer?fields=*,rows")).body;

/** A database whose connection is closed by PostgreSQL before the k-th statement of a transaction. */
function failingAt(database: Database, failing: number): { database: Database; count(): number } {
  let count = 0;
  const cutOff = (transaction: Executor): Executor => ({
    run: async (statement) => {
      count++;
      if (count === failing) {
        const own = await transaction.run({ text: "select pg_backend_pid()", values: [] });
        await database.run({ text: "select pg_terminate_backend($1)", values: [own.rows[0]?.[0]] });
      }
      return transaction.run(statement);
    },
  });
  return {
    count: () => count,
    database: {
      ...database,
      transaction: (work) => database.transaction((transaction) => work(cutOff(transaction))),
    },
  };
}

test("cut off before any one of its statements, a publish changes nothing and can be repeated", async () => {
  const old = await tables();
  const record = await customers();
  const { services } = server;
  for (let failing = 1; ; failing += 2) {
    const { database, count } = failingAt(services.database, failing);
    const outcome = await publishFolder(
      { ...services, database },
      await catalogNow(),
      publication,
    ).then(
      (result) => result.ok,
      () => "cut",
    );
    if (outcome !== "cut") {
      expect(outcome).toBe(true);
      expect(count()).toBeLessThan(failing);
      break;
    }
    expect(await tables()).toBe(old);
    expect(await customers()).toEqual(record);
  }
  expect(await customers()).toMatchObject({ data: [{ name: "n", level: 3, doubled: 6 }] });
  expect((await server.request("GET", "/records/extra_11")).status).toBe(200);
});

test("a publishing process that is killed leaves the old version whole", async () => {
  const old = await tables();
  const folder = await mkdtemp(join(tmpdir(), "tenon-kill-"));
  const { database } = server.services;
  const waiting = async () => {
    const found = await database.run({
      text: "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      values: [],
    });
    return Number(found.rows[0]?.[0]);
  };
  try {
    await writeAppFolder(folder, [
      { kind: "app", name: "test", content: { name: "test", title: "Test" } },
      ...after,
    ]);
    // The table that others hold keeps the publish waiting in the middle of its work.
    await database.transaction(async (holder) => {
      await holder.run({ text: 'lock table "w_demo"."customer" in access share mode', values: [] });
      const program = fileURLToPath(new URL("../../engine/main.ts", import.meta.url));
      const child = spawn(process.execPath, [program, "publish", folder, "--workspace", "demo"], {
        env: { ...process.env, DATABASE_URL: server.databaseUrl },
        stdio: "ignore",
      });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await expect.poll(waiting, { interval: 10 }).toBeGreaterThan(0);
      child.kill("SIGKILL");
      await ended;
    });
    await expect.poll(tables, { interval: 20 }).toBe(old);
    expect((await server.request("GET", "/metadata/version")).body).toEqual({ version: 1 });
    expect(await customers()).toMatchObject({ data: [{ name: "n", phone: "123" }] });
    const outcome = await publishFolder(server.services, await catalogNow(), publication);
    expect(outcome.ok).toBe(true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("connections that PostgreSQL closes while requests run end in an answer, never in a dead server", async () => {
  const calls = Array.from({ length: 60 }, () => server.request("GET", "/records/customer"));
  await server.services.database.run({
    text: "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    values: [],
  });
  const statuses = new Set((await Promise.all(calls)).map(({ status }) => status));
  for (const status of statuses) expect([200, 503]).toContain(status);
  await expect
    .poll(async () => (await server.request("GET", "/records/customer")).status, { interval: 20 })
    .toBe(200);
});
