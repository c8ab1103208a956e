/**
 * What scripts cost and how they ended. Kept beside the transactions of the runs, so that a run that
 * was rolled back is known too: noted in memory and written a moment later, many at a time. Every
 * run counts for its script and hour; those that failed, logged or ran in the background are kept
 * one by one.
 */

import type { Database } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import type { Observe } from "../observe.ts";
import type { Writer } from "../records/writer.ts";
import type { ScriptOutcome, ThrownError } from "../scripts/script-run.ts";
import type { ScriptStarted } from "./run-script.ts";
import type { ScriptBudget } from "./script-budget.ts";

/** One run that has ended. */
export interface EndedRun {
  readonly id: string;
  readonly writer: Writer;
  readonly started: ScriptStarted;
  readonly digest: string;
  readonly outcome: ScriptOutcome;
  readonly budget: ScriptBudget;
  /** JSON text to repeat it by; null when there is none. */
  readonly recording: string | null;
}

export interface ScriptLedger {
  note(run: EndedRun): void;
  /** Writes what is noted. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** Characters of an input that is kept to repeat a failed run. */
export const keptInputMaximum = 262_144;
/** Characters of recordings that wait to be written; with more of them none is kept. */
const waitingRecordingsMaximum = 16_000_000;
/** Runs that wait to be written; with more of them only the counts are kept. */
const waitingMaximum = 5000;
const flushMilliseconds = 500;

interface Cost {
  script: string;
  hour: string;
  runs: number;
  failed: number;
  stopped: number;
  wall_ms: number;
  cpu_ms: number;
  calls: number;
}

interface Kept {
  readonly runs: Record<string, unknown>[];
  readonly costs: Map<string, Cost>;
  readonly recordings: { run: string; at: string; recording: string }[];
  recordedLength: number;
}

export function createScriptLedger(database: Database, observe: Observe): ScriptLedger {
  let waiting = new Map<string, Kept>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function writeAll(): Promise<void> {
    const noted = waiting;
    waiting = new Map();
    for (const [schema, kept] of noted)
      await write(database, schema, kept).catch((error: unknown) =>
        observe({ kind: "background_failed", what: "script ledger", error }),
      );
  }

  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(writeAll);
    return writing;
  };

  return {
    note: (run) => {
      const { schema } = run.writer.catalog;
      const kept: Kept = waiting.get(schema) ?? {
        runs: [],
        costs: new Map(),
        recordings: [],
        recordedLength: 0,
      };
      waiting.set(schema, kept);
      addCost(kept.costs, run);
      if (isKept(run) && kept.runs.length < waitingMaximum) {
        kept.runs.push(rowOf(run));
        keepRecording(kept, run);
      }
      timer ??= setTimeout(() => void flush(), flushMilliseconds);
    },
    flush,
    stop: flush,
  };
}

function keepRecording(kept: Kept, { id, writer, recording }: EndedRun): void {
  if (recording === null || kept.recordedLength > waitingRecordingsMaximum) return;
  kept.recordedLength += recording.length;
  kept.recordings.push({ run: id, at: writer.clock.now, recording });
}

const isKept = ({ outcome, started }: EndedRun): boolean =>
  outcome.kind !== "returned" ||
  outcome.usage.log.length > 0 ||
  started.script.start?.kind !== "trigger";

function addCost(costs: Map<string, Cost>, { writer, started, outcome }: EndedRun): void {
  const hour = `${writer.clock.now.slice(0, 13)}:00:00Z`;
  const script = started.script.name;
  const key = `${script} ${hour}`;
  const cost = costs.get(key) ?? {
    script,
    hour,
    runs: 0,
    failed: 0,
    stopped: 0,
    wall_ms: 0,
    cpu_ms: 0,
    calls: 0,
  };
  costs.set(key, cost);
  cost.runs += 1;
  if (outcome.kind === "threw") cost.failed += 1;
  if (outcome.kind === "stopped") cost.stopped += 1;
  cost.wall_ms += Math.round(outcome.usage.wallMilliseconds);
  cost.cpu_ms += Math.round(outcome.usage.cpuMilliseconds);
  cost.calls += outcome.usage.calls;
}

/** `discount.ts:4:9` */
export const placeOf = ({ module, line, column }: ThrownError): string | null =>
  line === null ? null : `${module ?? ""}:${line}:${column ?? 0}`;

function rowOf({ id, writer, started, digest, outcome, budget }: EndedRun) {
  const input = outcome.kind === "returned" ? null : JSON.stringify(started.input);
  const { log, logLinesDropped, ...usage } = outcome.usage;
  const error = outcome.kind === "threw" ? outcome.error : null;
  return {
    id,
    script: started.script.name,
    digest,
    occasion: started.occasion,
    at: writer.clock.now,
    actor: writer.actor,
    causality: writer.causality,
    chain: writer.chain,
    outcome: outcome.kind,
    code: outcome.kind === "stopped" ? outcome.limit : (error?.code ?? error?.name ?? null),
    message: error?.message ?? null,
    place: error === null ? null : placeOf(error),
    usage: { ...usage, ...budget.taken, logLinesDropped },
    log,
    input: input === null || input.length > keptInputMaximum ? null : started.input,
  };
}

async function write(
  database: Database,
  schema: string,
  { runs, costs, recordings }: Kept,
): Promise<void> {
  const place = quoted(schema);
  await database.run({
    text: `insert into ${place}."_script_cost" as c select * from jsonb_to_recordset($1::jsonb) as n("script" text, "hour" timestamptz, "runs" bigint, "failed" bigint, "stopped" bigint, "wall_ms" bigint, "cpu_ms" bigint, "calls" bigint) order by "script", "hour"
      on conflict ("script", "hour") do update set "runs" = c."runs" + excluded."runs", "failed" = c."failed" + excluded."failed", "stopped" = c."stopped" + excluded."stopped", "wall_ms" = c."wall_ms" + excluded."wall_ms", "cpu_ms" = c."cpu_ms" + excluded."cpu_ms", "calls" = c."calls" + excluded."calls"`,
    values: [JSON.stringify([...costs.values()])],
  });
  if (runs.length === 0) return;
  await database.run({
    text: `insert into ${place}."_script_run" select * from jsonb_to_recordset($1::jsonb) as n("id" uuid, "script" text, "digest" text, "occasion" text, "at" timestamptz, "actor" uuid, "causality" uuid, "chain" text[], "outcome" text, "code" text, "message" text, "place" text, "usage" jsonb, "log" jsonb, "input" jsonb)`,
    values: [JSON.stringify(runs).replaceAll("\\u0000", "")],
  });
  if (recordings.length === 0) return;
  await database.run({
    text: `insert into ${place}."_script_recording" select * from unnest($1::uuid[], $2::timestamptz[], $3::text[])`,
    values: [
      recordings.map(({ run }) => run),
      recordings.map(({ at }) => at),
      recordings.map(({ recording }) => recording),
    ],
  });
}
