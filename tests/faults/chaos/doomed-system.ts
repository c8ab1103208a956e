/** Two servers, two workers and a PostgreSQL of their own, of which any process may be killed. */
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { writeAppFolder } from "../../../engine/app-folder.ts";
import { connectDatabase, type Database } from "../../../engine/db/database.ts";
import { type EmbeddedServer, startEmbeddedServer } from "../../../engine/db/embedded-server.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import {
  createDatabase,
  prepareWorkspace,
  runTenon,
  type ServerProcess,
  startEngine,
} from "../../support/server-process.ts";

export const victims = ["worker", "server", "runner", "postgresql"] as const;
export type Victim = (typeof victims)[number];

export interface DoomedSystem {
  readonly administrator: string;
  readonly approver: string;
  /** Of the servers, in turn. */
  address(): string;
  /** Rows as texts; asked again until PostgreSQL answers. */
  rows(text: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Kills a process of this kind, and starts another where nobody else does; false: there is none. */
  kill(victim: Victim): Promise<boolean>;
  stop(): Promise<void>;
}

const approverAddress = "approver@example.com";

export async function startDoomedSystem(
  documents: readonly MetadataDocument[],
  settings: Readonly<Record<string, string>>,
): Promise<DoomedSystem> {
  const folder = await mkdtemp(join(tmpdir(), "tenon-chaos-"));
  const cluster = await startEmbeddedServer(folder);
  try {
    return await startIn(folder, cluster, documents, settings);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function startIn(
  folder: string,
  cluster: EmbeddedServer,
  documents: readonly MetadataDocument[],
  settings: Readonly<Record<string, string>>,
): Promise<DoomedSystem> {
  const url = await createDatabase(cluster.superuserUrl, "chaos");
  const environment = {
    DATABASE_URL: url,
    TENON_DATA: folder,
    TENON_DEMO: "false",
    TENON_LOG: "silent",
    TENON_TIME_ZONE: "UTC",
    ...settings,
  };
  const app = join(folder, "app");
  await writeAppFolder(app, documents);
  const administrator = await prepareWorkspace("demo", app, environment);
  const member = ["--workspace", "demo", "--role", "member"];
  await runTenon(["user", "create", approverAddress, ...member], environment);
  const approver = await runTenon(
    ["token", "create", "--user", approverAddress, "--workspace", "demo"],
    environment,
  );
  const start = (roles: string) =>
    startEngine({ ...environment, TENON_ROLES: roles }, "/-/ready", {});
  const processes: Record<"server" | "worker", ServerProcess[]> = {
    server: [await start("web"), await start("web")],
    worker: [await start("worker"), await start("worker")],
  };
  const database = connectDatabase(url, 3);
  let turn = 0;
  const replace = async (kind: "server" | "worker"): Promise<boolean> => {
    const own = processes[kind];
    await own.shift()?.kill();
    own.push(await start(kind === "server" ? "web" : "worker"));
    return true;
  };
  const killOne: Readonly<Record<Victim, () => Promise<boolean>>> = {
    server: () => replace("server"),
    worker: () => replace("worker"),
    runner: async () => {
      const parents = [...processes.server, ...processes.worker].map((one) => one.processId);
      return killed(childrenOf(parents));
    },
    // PostgreSQL ends all connections and recovers from its log when one of its processes dies.
    postgresql: async () => {
      const { rows } = await database.run({ text: backends, values: [] });
      return killed(rows.map(([id]) => Number(id)));
    },
  };
  return {
    administrator,
    approver,
    address: () => {
      turn++;
      const { server } = processes;
      return `http://127.0.0.1:${server[turn % server.length]?.port}/demo/api`;
    },
    rows: (text) => answered(database, text),
    kill: (victim) => killOne[victim](),
    stop: async () => {
      await Promise.all([...processes.server, ...processes.worker].map((one) => one.kill()));
      await database.close();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const backends = `select pid from pg_stat_activity where datname = 'chaos' and pid <> pg_backend_pid() order by query_start desc`;

/** Kills the first of these processes that still is one. */
function killed(ids: readonly number[]): boolean {
  return ids.some((id) => {
    try {
      process.kill(id, "SIGKILL");
      return true;
    } catch {
      return false;
    }
  });
}

/** Processes that these have started. */
function childrenOf(parents: readonly number[]): readonly number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const status = readFileSync(`/proc/${name}/stat`, "utf8");
      const [, parent] = status.slice(status.lastIndexOf(")") + 2).split(" ");
      return parents.includes(Number(parent)) ? [Number(name)] : [];
    } catch {
      return []; // It ended meanwhile.
    }
  });
}

async function answered(database: Database, text: string) {
  for (;;) {
    try {
      return (await database.run({ text, values: [] })).rows;
    } catch {
      // It recovers at the moment.
      await pause(50);
    }
  }
}
