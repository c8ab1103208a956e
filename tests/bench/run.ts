/**
 * Measures Tenon against a hand-written server: the same rows, the same requests, one PostgreSQL,
 * one node process each, in interleaved rounds. Prints the method and a table of ratios.
 */
import { spawnSync } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import { runStatements } from "../support/server-process.ts";
import { type Contender, startHandWritten, startTenon } from "./contenders.ts";
import { assertEqualAnswers } from "./equal-answers.ts";
import { measure, type Sample } from "./measure.ts";
import { memoryLine, ratioTable } from "./report.ts";
import { tidyStatements } from "./seed.ts";
import { type Workload, workloads } from "./workloads.ts";

const usage = `npm run bench -- [options]
  --rounds N       rounds, 5 by default
  --seconds N      seconds per measurement, 3 by default
  --warm-up N      seconds of warm-up per workload and server, 5 by default
  --connections N  open connections of the load, 32 by default
  --only a,b       workloads: ${workloads.map((workload) => workload.name).join(", ")};
                   without it scripts and workflows are measured, too
  --samples FILE   append every sample as one JSON line`;

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    "warm-up": { type: "string", default: "5" },
    connections: { type: "string", default: "32" },
    only: { type: "string", default: "" },
    samples: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

const positive = (name: "rounds" | "seconds" | "warm-up" | "connections"): number => {
  const value = Number(options[name]);
  if (!(value > 0)) throw new Error(`--${name} needs a number above 0\n${usage}`);
  return value;
};

function chosenWorkloads(): readonly Workload[] {
  const names = options.only.split(",").filter((name) => name !== "");
  const unknown = names.filter((name) => !workloads.some((workload) => workload.name === name));
  if (unknown.length > 0) throw new Error(`Unknown workload ${unknown.join(", ")}\n${usage}`);
  return names.length === 0
    ? workloads
    : workloads.filter((workload) => names.includes(workload.name));
}

async function main(): Promise<void> {
  if (options.help) return void console.log(usage);
  const chosen = chosenWorkloads();
  const folder = await mkdtemp(join(tmpdir(), "tenon-bench-"));
  const server = await startEmbeddedServer(folder);
  const contenders: Contender[] = [];
  try {
    // Vacuums are run between measurements instead, so that none falls into one.
    await runStatements(server.superuserUrl, [
      "alter system set autovacuum = off",
      "select pg_reload_conf()",
    ]);
    console.log("Seeding 2 x 200 000 rows …");
    contenders.push(await startHandWritten(server.superuserUrl));
    contenders.push(await startTenon(server.superuserUrl, folder));
    await compare(chosen, contenders, await postgresProcess(folder));
  } finally {
    for (const contender of contenders) await contender.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  if (options.only === "") for (const part of automation) measureApart(part);
}

/** What has nothing to be compared with by hand: each prints its own method. */
const automation = ["scripts.ts", "written-with-scripts.ts", "under-attack.ts", "workflows.ts"];

function measureApart(part: string): void {
  console.log(`\n${part}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, part)], {
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}

async function compare(
  chosen: readonly Workload[],
  contenders: readonly Contender[],
  postgres: number,
): Promise<void> {
  const idle = contenders.map((contender) => memoryLine(contender, "idle"));
  const load = { connections: positive("connections"), postgres };
  // Before the load changes rows at random.
  for (const workload of chosen) await assertEqualAnswers(workload, contenders);
  for (const workload of chosen) {
    for (const contender of contenders) {
      await measure(contender, workload, { ...load, seconds: positive("warm-up") });
      if (workload.writes) await tidy(contender);
    }
  }
  const samples: Sample[] = [];
  for (let round = 0; round < positive("rounds"); round++) {
    for (const workload of chosen) {
      // Who goes first alternates: neighbours on the machine favour nobody.
      const order = round % 2 === 0 ? contenders : contenders.toReversed();
      for (const contender of order) {
        const sample = await measure(contender, workload, {
          ...load,
          seconds: positive("seconds"),
          round,
        });
        samples.push(sample);
        if (options.samples !== "")
          await appendFile(options.samples, `${JSON.stringify(sample)}\n`);
        if (workload.writes) await tidy(contender);
      }
    }
    console.log(`round ${round + 1} of ${options.rounds}`);
  }
  printMethod();
  console.log(ratioTable(chosen, samples));
  for (const line of [...idle, ...contenders.map((item) => memoryLine(item, "after"))]) {
    console.log(line);
  }
  const errors = samples.flatMap((sample) => sample.errors);
  if (errors.length > 0) {
    console.error(`${errors.length} requests failed: ${[...new Set(errors)].join(", ")}`);
    process.exitCode = 1;
  }
}

const tidy = (contender: Contender) =>
  runStatements(contender.database, tidyStatements(contender.customerTable));

async function postgresProcess(folder: string): Promise<number> {
  const text = await readFile(join(folder, "postgresql", "postmaster.pid"), "utf8");
  return Number(text.split("\n")[0]);
}

function printMethod(): void {
  console.log(`
Closed loop, ${options.connections} keep-alive connections, ${options.rounds} rounds of ${options.seconds} s per workload and server, in turn
within each round, the first one alternating; ${options["warm-up"]} s of warm-up each before the first round.
Ratios are taken within a round; shown are their median and extremes. CPU per request is user and
system time of the server's process tree and of PostgreSQL's. Every sample counts.
${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; load, servers and PostgreSQL share them.
`);
}

await main();
