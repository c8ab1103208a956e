/** Starts both servers the same way: one node process each, the same pool, one database server. */
import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import {
  createDatabase,
  prepareWorkspace,
  runStatements,
  startEngine,
  startServer,
} from "../support/server-process.ts";
import { handWrittenTables, seedStatements } from "./seed.ts";
import type { ContenderName } from "./workloads.ts";

export interface Contender {
  readonly name: ContenderName;
  readonly port: number;
  readonly processId: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly database: string;
  readonly customerTable: string;
  assertRunning(): void;
  stop(): Promise<void>;
}

const poolSize = "10";
const here = import.meta.dirname;

const headersWith = (token: string) => ({
  authorization: `Bearer ${token}`,
  accept: "application/json",
});

export async function startHandWritten(server: string): Promise<Contender> {
  const database = await createDatabase(server, "hand_written");
  const customerTable = "customer";
  const seed = { customer: customerTable, order: "sales_order", extra: {}, orderExtra: {} };
  await runStatements(database, [...handWrittenTables, ...seedStatements(seed)]);
  const token = randomBytes(24).toString("base64url");
  const environment = { DATABASE_URL: database, HAND_WRITTEN_TOKEN: token, POOL: poolSize };
  const headers = headersWith(token);
  const program = [join(here, "hand-written-server.ts")];
  const running = await startServer(program, environment, "/api/orders?limit=1", headers);
  return { ...running, name: "hand-written", headers, database, customerTable };
}

/** `folder` takes what the engine stores beside its database. */
export async function startTenon(server: string, folder: string): Promise<Contender> {
  const database = await createDatabase(server, "tenon_bench");
  const environment = {
    DATABASE_URL: database,
    DATABASE_POOL: poolSize,
    TENON_DATA: await mkdtemp(join(folder, "tenon-")),
    TENON_DEMO: "false",
    TENON_LOG: "error",
    // One account asks for more aggregates than any; they are still counted by what it may.
    TENON_RATE_EXPENSIVE: "1000000000",
  };
  const token = await prepareWorkspace("bench", join(here, "workspace"), environment);
  const customerTable = "w_bench.customer";
  await runStatements(
    database,
    seedStatements({
      customer: customerTable,
      order: 'w_bench."order"',
      extra: { revision: "1" },
      orderExtra: { updated_at: "timestamptz '2026-01-01 00:00:00+00'" },
    }),
  );
  const headers = headersWith(token);
  const ready = "/bench/api/records/order?limit=1";
  const running = await startEngine(environment, ready, headers);
  return { ...running, name: "tenon", headers, database, customerTable };
}
