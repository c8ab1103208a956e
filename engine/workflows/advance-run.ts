/**
 * Moves a run as far as it goes in one commit: until all its tokens wait, or enough has been done.
 * One writer per run: its row is locked; effects, history, tokens and what leaves commit together.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { makeSavepoint } from "../db/savepoint.ts";
import { newUuid } from "../db/uuid.ts";
import { done, type Job, type JobOutcome } from "../jobs/job.ts";
import { addJobs, removeWaitingJobs } from "../jobs/job-rows.ts";
import { asksPeople, closeAbandoned } from "./abandoned-approvals.ts";
import { type Advance, statusOf, type Workshop } from "./advance.ts";
import { carryOut, withResumption } from "./carry-out.ts";
import { pinnedWorkflow } from "./pinned-workflow.ts";
import { isOver, type Run, type RunStatus, type Token } from "./run.ts";
import { lockRun, readTokens, runExists, writeRun } from "./run-rows.ts";
import { runJob } from "./start-runs.ts";
import { makeTokens, type Tokens } from "./tokens.ts";
import { undoNext } from "./undo-steps.ts";
import { type Wake, wakeIn, wakeTokens } from "./wake-token.ts";

/** Steps, and time, of one commit. */
export const stepsPerCommit = 50;
export const millisecondsPerCommit = 250;

/** When somebody else is at the run. */
const busyMilliseconds = 25;

export async function handleRun(
  workshop: Workshop,
  catalog: Catalog,
  job: Job,
  transaction: Executor,
): Promise<JobOutcome> {
  const { schema, workspaceId } = catalog;
  const run = await lockRun(transaction, schema, job.key, "skip");
  if (run === null)
    return (await runExists(transaction, schema, job.key))
      ? { kind: "again", at: new Date(Date.now() + busyMilliseconds) }
      : done;
  if (isOver(run.status)) return done;
  const now = new Date();
  const wake = wakeIn(job.payload);
  const moved = await advanceRun(workshop, catalog, transaction, run, wake, now);
  const { tokens, status, advance } = moved;
  if (isOver(status)) {
    const ended = advance.refused || status === "undone" ? "cancelled" : "done";
    await tellParent(transaction, workspaceId, run, ended);
  }
  const next = status === "running" ? now : nextTime(tokens);
  if (next === null) return done;
  // There is one job that looks at the time, however many have told the run something.
  await removeWaitingJobs(transaction, workspaceId, run.id, job.id);
  if (wake === null) return { kind: "again", at: next };
  await addJobs(
    transaction,
    [{ kind: runJob, workspace: workspaceId, key: run.id, runAt: next }],
    now,
  );
  return done;
}

/** When the run is to be looked at again; null when nothing but news can move it. */
function nextTime(tokens: Tokens): Date | null {
  const times = tokens
    .all()
    .flatMap(({ status, wakeAt }) =>
      status === "waiting" && wakeAt !== null ? [wakeAt.getTime()] : [],
    );
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** Carries out what can be carried out, and writes what has changed. */
export async function advanceRun(
  workshop: Workshop,
  catalog: Catalog,
  transaction: Executor,
  run: Run,
  wake: Omit<Wake, "run"> | null,
  now: Date,
): Promise<{ readonly tokens: Tokens; readonly status: RunStatus; readonly advance: Advance }> {
  const pinned = await pinnedWorkflow(transaction, catalog, run.digest, run.version);
  if (pinned === null) throw new Error(`The document ${run.digest} of a run is missing`);
  const present = await readTokens(transaction, catalog.schema, run.id);
  const tokens = makeTokens(pinned.workflow, present, newUuid);
  for (const token of present) {
    const woken = wokenToken(token, wake, now);
    if (woken !== null) tokens.set(woken);
  }
  const advance: Advance = {
    workshop,
    transaction,
    catalog,
    pinned,
    run,
    tokens,
    now,
    history: [],
    results: { ...run.results },
    undoing: run.undoing,
    done: 0,
    savepoint: makeSavepoint(transaction),
    refused: false,
  };
  await goOn(advance);
  const status = statusOf(tokens.all(), advance.undoing);
  await writeRun(transaction, catalog.schema, {
    run: run.id,
    status,
    results: advance.results,
    undoing: advance.undoing,
    entries: run.entries,
    history: advance.history,
    changed: tokens.changed(),
    ended: tokens.ended(),
    at: now,
  });
  if (asksPeople(pinned.workflow)) await closeAbandoned(transaction, catalog.schema, run.id, now);
  return { tokens, status, advance };
}

async function goOn(advance: Advance): Promise<void> {
  const until = performance.now() + millisecondsPerCommit;
  for (let count = 0; count < stepsPerCommit; count++) {
    const token = advance.tokens.ready();
    if (performance.now() > until) return;
    if (!(await (token === undefined ? undoNext(advance) : carryOut(advance, token)))) return;
  }
}

/** A waiting token for which something has come, or whose time has; null for any other. */
function wokenToken(token: Token, wake: Omit<Wake, "run"> | null, now: Date): Token | null {
  if (token.status !== "waiting") return null;
  if (wake?.token === token.id && wake.ref === token.state.ref) {
    const { token: _, ref: __, ...resumption } = wake;
    return withResumption(token, resumption);
  }
  if (token.wakeAt === null || token.wakeAt > now) return null;
  if (token.waitFor === "retry") return { ...token, status: "ready", waitFor: null, wakeAt: null };
  return withResumption(token, { outcome: token.waitFor === "time" ? null : "timeout" });
}

/** A run that another waits for has come to its end. */
export async function tellParent(
  transaction: Executor,
  workspace: string,
  run: Run,
  status: "done" | "cancelled",
): Promise<void> {
  if (run.parent === null || run.parentToken === null) return;
  const outcome = status === "done" ? null : "error";
  await wakeTokens(transaction, workspace, [
    {
      run: run.parent,
      token: run.parentToken,
      ref: run.id,
      outcome,
      output: { run: run.id, status },
    },
  ]);
}
