/**
 * What workflows cost: steps with a write in a second, how soon a run begins, and whether runs that
 * wait slow the others down. Run with `node tests/bench/workflows.ts [RUNS] [WAITING]`; prints the
 * figures, asserts nothing.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setInterval } from "node:timers/promises";
import pg from "pg";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import {
  createDatabase,
  prepareWorkspace,
  type ServerProcess,
  startEngine,
} from "../support/server-process.ts";
import { treeCost } from "./process-cost.ts";
import { median, percentile } from "./statistics.ts";

const runs = Number(process.argv[2] ?? 300);
const waiting = Number(process.argv[3] ?? 100_000);
const stepsOfRun = 20;
const wakes = 200;

const names = Array.from({ length: stepsOfRun }, (_, index) => `s${index}`);
const documents: Readonly<Record<string, unknown>> = {
  "app.json": { name: "bench", title: "Bench" },
  "objects/ticket.json": {
    name: "ticket",
    type: "object",
    properties: { text: { type: "string" }, kind: { type: "string" } },
  },
  "objects/note.json": { name: "note", type: "object", properties: { text: { type: "string" } } },
  "workflows/long.json": {
    name: "long",
    on: { event: "create", record: "ticket", when: 'record.kind == "long"' },
    as: "system",
    start: names[0],
    steps: Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          type: "create",
          object: "note",
          set: { text: { expression: "record.text" } },
          next: names[index + 1],
        },
      ]),
    ),
  },
  "workflows/brief.json": {
    name: "brief",
    on: { event: "create", record: "ticket", when: 'record.kind == "brief"' },
    as: "system",
    start: "note",
    steps: {
      note: { type: "create", object: "note", set: { text: { expression: "record.text" } } },
    },
  },
};

async function writeDocuments(folder: string): Promise<void> {
  for (const [path, content] of Object.entries(documents)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), JSON.stringify(content));
  }
}

interface Bench {
  readonly client: pg.Client;
  send(body: unknown): Promise<void>;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tenon-workflows-"));
  const database = await startEmbeddedServer(folder);
  let server: ServerProcess | null = null;
  try {
    const url = await createDatabase(database.superuserUrl, "workflows");
    await writeDocuments(join(folder, "app"));
    const environment = {
      DATABASE_URL: url,
      TENON_DATA: folder,
      TENON_DEMO: "false",
      TENON_LOG: "silent",
      TENON_RATE_EXPENSIVE: "0",
    };
    const token = await prepareWorkspace("bench", join(folder, "app"), environment);
    server = await startEngine(environment, "/-/ready", {});
    const { port } = server;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const send = async (body: unknown): Promise<void> => {
      const answer = await fetch(`http://127.0.0.1:${port}/bench/api/records/ticket`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (answer.status !== 201) throw new Error(await answer.text());
    };
    await measure({ client, send }, "nothing waits");
    await addWaiting({ client, send });
    await measure({ client, send }, `${waiting} runs wait`);
    await client.end();
  } finally {
    await server?.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(bench: Bench, title: string): Promise<void> {
  await steps(bench, 20);
  const { cpuMilliseconds } = treeCost(process.pid);
  const perSecond = await steps(bench, runs);
  const cost = (treeCost(process.pid).cpuMilliseconds - cpuMilliseconds) / (runs * stepsOfRun);
  const times = await wakeUps(bench);
  const look = await lookMilliseconds(bench);
  console.log(
    `${title}: ${perSecond.toFixed(0)} steps with a write a second (${cost.toFixed(2)} ms of all processors each); a run begins after ${median(times).toFixed(1)} ms (p95 ${percentile(times, 0.95).toFixed(1)}); a look ${look.toFixed(2)} ms`,
  );
}

const count = async ({ client }: Bench, text: string): Promise<number> =>
  Number((await client.query(text)).rows[0]?.count);

/** Starts runs at once; steps a second until the last of them is done. */
async function steps(bench: Bench, number: number): Promise<number> {
  const before = await count(bench, 'select count(*) from "w_bench"."note"');
  const tickets = Array.from({ length: number }, () => ({ kind: "long", text: "x" }));
  await bench.send(tickets);
  const started = performance.now();
  const wanted = before + number * stepsOfRun;
  for await (const _ of setInterval(20))
    if ((await count(bench, 'select count(*) from "w_bench"."note"')) >= wanted) break;
  return (number * stepsOfRun * 1000) / (performance.now() - started);
}

/** Milliseconds from the answer to a write until the run that it started began its first step. */
async function wakeUps(bench: Bench): Promise<readonly number[]> {
  const times: number[] = [];
  for (let number = 0; number < wakes; number++) {
    const text = `wake ${number} ${performance.now()}`;
    await bench.send({ kind: "brief", text });
    const answered = Date.now();
    for await (const _ of setInterval(2)) {
      const { rows } = await bench.client.query(
        'select "created_at" from "w_bench"."note" where "text" = $1',
        [text],
      );
      const at: Date | undefined = rows[0]?.created_at;
      if (at !== undefined) {
        times.push(Math.max(0, at.getTime() - answered));
        break;
      }
    }
  }
  return times;
}

/** A look for jobs that finds nothing. */
async function lookMilliseconds({ client }: Bench): Promise<number> {
  const text = `select j.* from (values (2), (1), (0)) as p(priority)
    cross join lateral (select j.id from core.job j where j.priority = p.priority and j.run_at <= $1 order by j.run_at, j.id limit 1 for update skip locked) as j limit 1`;
  const times: number[] = [];
  for (let number = 0; number < 200; number++) {
    const started = performance.now();
    await client.query({ name: "look", text, values: [new Date(0)] });
    times.push(performance.now() - started);
  }
  return median(times);
}

/** Runs as a wait of thirty days leaves them. */
async function addWaiting({ client }: Bench): Promise<void> {
  await client.query(
    `with r as (insert into "w_bench"."_workflow_run" ("id", "workflow", "digest", "version", "event", "status", "variables", "results", "start_key", "chain", "steps", "started_at", "changed_at")
      select gen_random_uuid(), 'long', d.digest, 1, 'create', 'waiting', '{}', '{}', 'waiting ' || n, '[]', 0, now(), now()
      from generate_series(1, $1::int) n, (select digest from core.document where kind = 'workflow' and name = 'long' limit 1) d returning "id"),
      t as (insert into "w_bench"."_workflow_token" ("id", "run", "step", "status", "attempt", "wake_at", "wait_for", "state") select gen_random_uuid(), "id", 's0', 'waiting', 0, now() + interval '30 days', 'time', '{}' from r)
      insert into core.job (id, workspace, kind, key, priority, run_at, payload, created_at) select gen_random_uuid(), w.id, 'workflow', r."id"::text, 1, now() + interval '30 days', '{}', now() from r, core.workspace w where w.name = 'bench'`,
    [waiting],
  );
  await client.query("analyze core.job");
}

await main();
