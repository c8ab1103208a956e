/** Runs the engine and other servers as processes of their own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";

export type Environment = Readonly<Record<string, string>>;

const engine = join(import.meta.dirname, "../../engine/main.ts");

/** `server` is the URL of a database server; its path is replaced. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

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

/** Creates a database and gives its URL. */
export async function createDatabase(server: string, name: string): Promise<string> {
  await runStatements(server, [`create database ${name}`]);
  return databaseUrl(server, name);
}

/** Runs `tenon …` and gives the last line it prints on standard output. Throws when it fails. */
export async function runTenon(
  parameters: readonly string[],
  environment: Environment,
): Promise<string> {
  const child = spawn(process.execPath, [engine, ...parameters], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [status] = await once(child, "close");
  if (status !== 0) {
    throw new Error(`tenon ${parameters.join(" ")} ended with ${status}\n${output}`);
  }
  return output.trimEnd().split("\n").at(-1) ?? "";
}

/** Creates a workspace, publishes a folder into it and gives an administrator's API token. */
export async function prepareWorkspace(
  name: string,
  folder: string,
  environment: Environment,
): Promise<string> {
  const email = "administrator@example.com";
  await runTenon(["workspace", "create", name], environment);
  await runTenon(["publish", folder, "--workspace", name], environment);
  await runTenon(["user", "create", email, "--workspace", name, "--role", "admin"], environment);
  return runTenon(["token", "create", "--user", email, "--workspace", name], environment);
}

export interface ServerProcess {
  readonly port: number;
  readonly processId: number;
  /** From the start of the process to the first good answer. */
  readonly startMs: number;
  /** All that it has written to its standard output and error so far. */
  written(): string;
  /** Throws when the server has ended. */
  assertRunning(): void;
  stop(): Promise<void>;
  /** Ends it at once, as a failing machine would. */
  kill(): Promise<void>;
}

export const startEngine = (
  environment: Environment,
  ready: string,
  headers: Environment,
): Promise<ServerProcess> => startServer([engine, "serve"], environment, ready, headers);

/** Starts a node process that listens on PORT and waits until `ready` is answered with 200. */
export async function startServer(
  parameters: readonly string[],
  environment: Environment,
  ready: string,
  headers: Environment,
): Promise<ServerProcess> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, parameters, {
    env: {
      ...process.env,
      NODE_ENV: "production",
      ...environment,
      PORT: String(port),
      HOST: "127.0.0.1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  child.stdout.on("data", (chunk: Buffer) => (written += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => {
    written += chunk.toString();
    process.stderr.write(chunk);
  });
  reportUnexpectedEnd(child);
  await untilReady(child, `http://127.0.0.1:${port}${ready}`, headers);
  return {
    port,
    processId: child.pid ?? 0,
    startMs: performance.now() - started,
    written: () => written,
    assertRunning: () => {
      if (hasEnded(child)) throw new Error("A server has ended");
    },
    stop: async () => {
      if (hasEnded(child)) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
    kill: async () => {
      if (hasEnded(child)) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

/** A server that ends although nobody stopped it says how, and its last words. */
function reportUnexpectedEnd(child: ChildProcess): void {
  let lastWords = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2000);
  });
  child.once("exit", (status, signal) => {
    if (child.killed || status === 0) return;
    console.error(`A server ended with ${signal ?? `status ${status}`}\n${lastWords}`);
  });
}

async function untilReady(
  child: ChildProcess,
  address: string,
  headers: Environment,
): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    if (hasEnded(child)) throw new Error("A server ended before it was ready");
    const answer = await fetch(address, { headers }).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`${address} answers ${answer?.status ?? "nothing"}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
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
