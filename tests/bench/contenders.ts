/** Starts both servers the same way: one node process each, the same pool, one database server. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { handWrittenTables, seedStatements } from "./seed.ts";
import type { ContenderName } from "./workloads.ts";

export interface Contender {
  readonly name: ContenderName;
  readonly port: number;
  readonly processId: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly database: string;
  readonly customerTable: string;
  stop(): Promise<void>;
}

const project = join(import.meta.dirname, "../..");
const poolSize = "10";

/** `server` is the URL of the database server, its path is replaced. */
export const databaseUrl = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

/** Runs statements one after the other, each in its own transaction. */
export async function runStatements(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const text of statements) await client.query(text);
  } finally {
    await client.end();
  }
}

async function createDatabase(server: string, name: string): Promise<string> {
  await runStatements(server, [`create database ${name}`]);
  return databaseUrl(server, name);
}

export async function startHandWritten(server: string): Promise<Contender> {
  const database = await createDatabase(server, "hand_written");
  await runStatements(database, [
    ...handWrittenTables,
    ...seedStatements({
      customer: "customer",
      order: "sales_order",
      extra: {},
      orderExtra: {},
    }),
  ]);
  const token = randomBytes(24).toString("base64url");
  return startServer("hand-written", [join(import.meta.dirname, "hand-written-server.ts")], {
    database,
    token,
    environment: { HAND_WRITTEN_TOKEN: token, POOL: poolSize },
    ready: "/api/orders?limit=1",
    customerTable: "customer",
  });
}

export async function startTenon(server: string, folder: string): Promise<Contender> {
  const database = await createDatabase(server, "tenon_bench");
  const environment = {
    DATABASE_URL: database,
    DATABASE_POOL: poolSize,
    TENON_DATA: await mkdtemp(join(folder, "tenon-")),
    TENON_DEMO: "false",
    TENON_LOG: "error",
  };
  const tenon = (...parameters: string[]) => commandLine(parameters, environment);
  await tenon("workspace", "create", "bench");
  await tenon("publish", join(import.meta.dirname, "workspace"), "--workspace", "bench");
  await tenon("user", "create", "bench@example.com", "--workspace", "bench", "--role", "admin");
  const token = await tenon(
    "token",
    "create",
    "--user",
    "bench@example.com",
    "--workspace",
    "bench",
  );
  await runStatements(
    database,
    seedStatements({
      customer: "w_bench.customer",
      order: "w_bench.sales_order",
      extra: { revision: "1" },
      orderExtra: { updated_at: "timestamptz '2026-01-01 00:00:00+00'" },
    }),
  );
  return startServer("tenon", [join(project, "engine/main.ts"), "serve"], {
    database,
    token,
    environment,
    ready: "/bench/api/records/sales_order?limit=1",
    customerTable: "w_bench.customer",
  });
}

/** Runs `tenon …` and gives the last line it prints on standard output. */
async function commandLine(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(process.execPath, [join(project, "engine/main.ts"), ...parameters], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [status] = await once(child, "close");
  if (status !== 0)
    throw new Error(`tenon ${parameters.join(" ")} ended with ${status}\n${output}`);
  return output.trimEnd().split("\n").at(-1) ?? "";
}

interface ServerStart {
  readonly database: string;
  readonly token: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ready: string;
  readonly customerTable: string;
}

async function startServer(
  name: ContenderName,
  parameters: readonly string[],
  start: ServerStart,
): Promise<Contender> {
  const port = await freePort();
  const child = spawn(process.execPath, parameters, {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: start.database,
      ...start.environment,
      PORT: String(port),
      HOST: "127.0.0.1",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const headers = { authorization: `Bearer ${start.token}`, accept: "application/json" };
  await untilReady(child, `http://127.0.0.1:${port}${start.ready}`, headers);
  return {
    name,
    port,
    processId: child.pid ?? 0,
    headers,
    database: start.database,
    customerTable: start.customerTable,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function untilReady(
  child: ChildProcess,
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`A server ended with status ${child.exitCode}`);
    const answer = await fetch(address, { headers }).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() > end)
      throw new Error(`${address} answers ${answer?.status ?? "nothing"}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}
