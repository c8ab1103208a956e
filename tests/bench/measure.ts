/** One measurement: a load of some seconds on one server, and what it cost. */
import type { Contender } from "./contenders.ts";
import { runLoad } from "./http-load.ts";
import { treeCost } from "./process-cost.ts";
import { percentile } from "./statistics.ts";
import type { ContenderName, Workload } from "./workloads.ts";

export interface Sample {
  readonly round: number;
  readonly workload: string;
  readonly contender: ContenderName;
  readonly requests: number;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly slowestHundredthMs: number;
  /** Milliseconds of CPU time per request. */
  readonly serverCpuMs: number;
  readonly databaseCpuMs: number;
  readonly bytesPerAnswer: number;
  readonly errors: readonly string[];
}

export interface MeasureOptions {
  readonly connections: number;
  readonly seconds: number;
  /** Process id of PostgreSQL's first process. */
  readonly postgres: number;
  readonly round?: number;
}

export async function measure(
  contender: Contender,
  workload: Workload,
  options: MeasureOptions,
): Promise<Sample> {
  const before = { server: treeCost(contender.processId), database: treeCost(options.postgres) };
  const load = await runLoad({
    port: contender.port,
    headers: contender.headers,
    connections: options.connections,
    seconds: options.seconds,
    next: workload.request[contender.name],
    expectedStatus: workload.expectedStatus,
  });
  contender.assertRunning();
  const after = { server: treeCost(contender.processId), database: treeCost(options.postgres) };
  const perRequest = (side: "server" | "database") =>
    (after[side].cpuMilliseconds - before[side].cpuMilliseconds) / load.requests;
  return {
    round: options.round ?? -1,
    workload: workload.name,
    contender: contender.name,
    requests: load.requests,
    perSecond: load.perSecond,
    medianMs: percentile(load.latenciesMs, 0.5),
    slowestHundredthMs: percentile(load.latenciesMs, 0.99),
    serverCpuMs: perRequest("server"),
    databaseCpuMs: perRequest("database"),
    bytesPerAnswer: load.bytes / load.requests,
    errors: load.errors,
  };
}
