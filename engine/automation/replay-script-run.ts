/**
 * A run that failed, once more: with the input, the moment and the chance of then, and the answers
 * of then in place of the database and of others. Nothing is read, written or sent by it.
 */
import { canonicalJson } from "../../metadata/json.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { automationIn } from "../catalog/automation.ts";
import { type Catalog, makeCatalog } from "../catalog/catalog.ts";
import { readDocuments, readManifest } from "../catalog/document-store.ts";
import { programOf, type ScriptProgram } from "../compile/script-program.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import {
  backgroundLimits,
  type LogLine,
  type ScriptOutcome,
  type ScriptRun,
  transactionLimits,
} from "../scripts/script-run.ts";
import { limitsOf, programParts } from "./run-script.ts";
import { placeOf } from "./script-ledger.ts";
import { type Recording, readRecording } from "./script-recording.ts";

/** The code that ran, or that of today. */
export const replayedCodes = ["then", "now"] as const;
export type ReplayedCode = (typeof replayedCodes)[number];

interface Call {
  readonly operation: string;
  readonly argument: unknown;
}

export interface Replayed {
  /** Whether it has gone as it went then, to the same end. */
  readonly same: boolean;
  /** Whether the code is what ran then. */
  readonly same_code: boolean;
  /** Null when it parted from what is recorded before its end. */
  readonly outcome: ScriptOutcome["kind"] | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly place: string | null;
  readonly log: readonly LogLine[];
  /** The first call, counted from 1, that is another than then; null on the side that made none. */
  readonly difference: {
    readonly call: number;
    readonly was: Call | null;
    readonly is: Call | null;
  } | null;
}

export interface ReplayPlace {
  readonly execute: (run: ScriptRun) => Promise<ScriptOutcome>;
  readonly executor: Executor;
  readonly catalog: Catalog;
}

export async function replayScriptRun(
  { execute, executor, catalog }: ReplayPlace,
  id: string,
  wanted: ReplayedCode,
): Promise<Result<Replayed>> {
  const kept = await readKept(executor, catalog.schema, id);
  if (kept === null) return failure(problem("not_found"));
  const { script, recording } = kept;
  if (recording === null) return failure(problem("run_not_recorded"));
  const program =
    wanted === "now"
      ? programOf(catalog, script)
      : await programThen(executor, catalog, kept, recording.at);
  if (program === undefined) return failure(problem("run_code_gone"));
  const limits = recording.background ? backgroundLimits : transactionLimits;
  const model = automationIn(catalog).scripts.get(script);
  const answers = answersOf(recording);
  const outcome = await execute({
    ...programParts(program, recording.wrapper),
    input: recording.input,
    user: recording.user,
    at: new Date(recording.at),
    today: recording.today,
    seed: recording.seed,
    workspace: catalog.workspaceId,
    // Nobody waits for it with a transaction open.
    background: true,
    limits: model === undefined ? limits : limitsOf(model, limits),
    call: answers.call,
  }).catch((error: unknown) => {
    if (error instanceof ReplayEnded) return null;
    throw error;
  });
  const difference = answers.difference(outcome !== null);
  const end = endOf(outcome, difference === null);
  const same =
    difference === null &&
    end.outcome === kept.outcome &&
    end.code === kept.code &&
    end.message === kept.message;
  const log = outcome?.usage.log ?? [];
  return success({ same, same_code: program.digest === kept.digest, ...end, log, difference });
}

/** It asks what nobody has recorded an answer to. */
class ReplayEnded extends Error {}

function answersOf({ calls }: Recording) {
  let next = 0;
  let parted: Replayed["difference"] = null;
  const call: ScriptRun["call"] = async (operation, argument) => {
    const recorded = calls[next];
    next++;
    const isSame =
      recorded !== undefined &&
      recorded.operation === operation &&
      canonicalJson(recorded.argument) === canonicalJson(argument);
    if (!isSame) parted = { call: next, was: shown(recorded), is: { operation, argument } };
    if (!isSame || recorded.answer === null) throw new ReplayEnded();
    return recorded.answer;
  };
  return {
    call,
    difference: (ended: boolean): Replayed["difference"] =>
      ended && parted === null && next < calls.length
        ? { call: next + 1, was: shown(calls[next]), is: null }
        : parted,
  };
}

const shown = (call: Call | undefined): Call | null =>
  call === undefined ? null : { operation: call.operation, argument: call.argument };

type End = Pick<Replayed, "outcome" | "code" | "message" | "place">;

/** @param asThen whether it asked what it asked then, so that a call that ended it did so again */
function endOf(outcome: ScriptOutcome | null, asThen: boolean): End {
  const nothing = { code: null, message: null, place: null };
  if (outcome === null)
    return asThen
      ? { ...nothing, outcome: "stopped", code: "budget" }
      : { ...nothing, outcome: null };
  if (outcome.kind === "returned") return { ...nothing, outcome: outcome.kind };
  if (outcome.kind === "stopped") return { ...nothing, outcome: outcome.kind, code: outcome.limit };
  const { code, name, message } = outcome.error;
  return { outcome: outcome.kind, code: code ?? name, message, place: placeOf(outcome.error) };
}

interface KeptRun {
  readonly script: string;
  readonly digest: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly recording: Recording | null;
}

async function readKept(executor: Executor, schema: string, id: string): Promise<KeptRun | null> {
  const { rows } = await executor.run({
    text: `select r."script", r."digest", r."outcome", r."code", r."message", k."recording" from ${quoted(schema)}."_script_run" as r
      left join ${quoted(schema)}."_script_recording" as k on k."id" = r."id" where r."id" = $1`,
    values: [id],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const [script, digest, outcome, code, message, recording] = row;
  return {
    script: String(script),
    digest: String(digest),
    outcome: String(outcome),
    code: code ?? null,
    message: message ?? null,
    recording: recording ? readRecording(recording) : null,
  };
}

/** The program of then, out of the version that was published at that time. */
async function programThen(
  executor: Executor,
  catalog: Catalog,
  { script, digest }: KeptRun,
  at: string,
): Promise<ScriptProgram | undefined> {
  const present = programOf(catalog, script);
  if (present?.digest === digest) return present;
  const { workspaceId: id, workspace: name, schema } = catalog;
  const { rows } = await executor.run({
    text: "select number from core.version where workspace = $1 and published_at <= $2 order by number desc limit 1",
    values: [id, at],
  });
  const version = Number(rows[0]?.[0] ?? 0);
  const manifest = await readManifest(executor, id, version);
  if (manifest === null) return undefined;
  const scripts = Object.entries(manifest.documents).filter(([key]) => key.startsWith("script/"));
  const documents = Object.fromEntries(scripts);
  const stored = await readDocuments(executor, id, { ...manifest, documents }, new Map());
  const program = programOf(makeCatalog({ id, name, schema }, version, stored), script);
  return program?.digest === digest ? program : undefined;
}
