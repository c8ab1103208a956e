/**
 * What a run would do if it began now, with a version of its workflow: carried out in a transaction
 * that is taken back. Others are not asked: what they answered then is their answer.
 */
import { problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Database, Executor } from "../db/database.ts";
import { takenBack } from "../db/taken-back.ts";
import { newUuid } from "../db/uuid.ts";
import { Refused } from "../records/writer.ts";
import type { Workshop } from "./advance.ts";
import { advanceRun } from "./advance-run.ts";
import { workflowIn } from "./migrate-run.ts";
import { type HistoryRow, readHistory, readRun } from "./read-runs.ts";
import type { Resumption, Run, RunStatus, Token } from "./run.ts";
import { lockRun } from "./run-rows.ts";
import { startRuns } from "./start-runs.ts";

export interface Replay {
  readonly status: RunStatus;
  readonly history: readonly HistoryRow[];
  /** Steps at which it would wait for what has not been answered. */
  readonly waits: readonly string[];
}

/** Advances of one replay. */
const advancesMaximum = 200;

/** @throws Refused when there is no such run, or no such version */
export async function replayRun(
  database: Database,
  workshop: Workshop,
  catalog: Catalog,
  id: string,
  version: number | null,
): Promise<Replay> {
  return takenBack(database, (transaction) =>
    replayIn(transaction, workshop, catalog, id, version),
  );
}

async function replayIn(
  transaction: Executor,
  workshop: Workshop,
  catalog: Catalog,
  id: string,
  version: number | null,
): Promise<Replay> {
  const { schema } = catalog;
  const original = await readRun(transaction, schema, id);
  if (original === null) throw new Refused([problem("run_not_found")]);
  const pinned = await workflowIn(transaction, catalog, original.workflow, version);
  const answers = answersOf(original, await readHistory(transaction, schema, id));
  const now = new Date();
  const { event, object, record, snapshot, variables, startedBy, chain } = original;
  const start = { pinned, event, object, record, snapshot, variables, startedBy, chain };
  const [replayed = ""] = await startRuns(
    transaction,
    catalog,
    [{ ...start, key: `replay ${newUuid()}` }],
    now,
  );
  let answer: (Resumption & { readonly token: string; readonly ref: string }) | null = null;
  for (let count = 0; count < advancesMaximum; count++) {
    const run = await lockRun(transaction, schema, replayed, "wait");
    if (run === null) throw new Error("A replayed run is gone");
    const { tokens, status } = await advanceRun(workshop, catalog, transaction, run, answer, now);
    if (tokens.ready() !== undefined) {
      answer = null;
      continue;
    }
    const waiting = tokens
      .all()
      .filter((token) => token.status === "waiting" && token.waitFor !== "inner");
    answer = waiting.flatMap((token) => answered(token, answers) ?? [])[0] ?? null;
    if (answer !== null) continue;
    const history = await readHistory(transaction, schema, replayed);
    return { status, history, waits: waiting.map(({ step }) => step) };
  }
  throw new Refused([problem("run_replay_too_long", "", { maximum: advancesMaximum })]);
}

type Answers = ReadonlyMap<string, Resumption>;

/** How the steps that waited went on, the first time they did. */
function answersOf({ results }: Run, history: readonly HistoryRow[]): Answers {
  const waited = new Set(
    history.flatMap(({ step, event }) => (event === "waiting" && step !== null ? [step] : [])),
  );
  const answers = new Map<string, Resumption>();
  for (const { step, event, output } of history) {
    if (step === null || event !== "done" || !waited.has(step) || answers.has(step)) continue;
    const told = typeof output === "object" && output !== null && "outcome" in output;
    const outcome = told && typeof output.outcome === "string" ? output.outcome : null;
    const result = results[step];
    answers.set(step, { outcome, output, ...(result === undefined ? {} : { result }) });
  }
  return answers;
}

function answered(token: Token, answers: Answers) {
  const answer = answers.get(token.step);
  const { ref } = token.state;
  return answer === undefined || typeof ref !== "string"
    ? null
    : { ...answer, token: token.id, ref };
}
