/** What people do with runs: try again, skip, cancel. Each waits until nobody else is at the run. */
import { problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { addJobs, removeJobs } from "../jobs/job-rows.ts";
import { Refused } from "../records/writer.ts";
import { asksPeople, closeAbandoned } from "./abandoned-approvals.ts";
import { statusOf } from "./advance.ts";
import { tellParent } from "./advance-run.ts";
import { type PinnedWorkflow, pinnedWorkflow } from "./pinned-workflow.ts";
import { type HistoryEntry, isOver, type Run, type RunStatus, type Undoing } from "./run.ts";
import { lockRun, readTokens, runTable, writeRun } from "./run-rows.ts";
import { runJob } from "./start-runs.ts";
import { makeTokens, type Tokens } from "./tokens.ts";
import { endAll, undoingFrom } from "./undo-steps.ts";

/** A run that is locked, with its tokens. */
export interface HeldRun {
  readonly run: Run;
  readonly pinned: PinnedWorkflow;
  readonly tokens: Tokens;
}

/** @throws Refused when it is not there, or over */
export async function holdRun(
  transaction: Executor,
  catalog: Catalog,
  id: string,
): Promise<HeldRun> {
  const run = await lockRun(transaction, catalog.schema, id, "wait");
  if (run === null) throw new Refused([problem("run_not_found")]);
  if (isOver(run.status)) throw new Refused([problem("run_over")]);
  const pinned = await pinnedWorkflow(transaction, catalog, run.digest, run.version);
  if (pinned === null) throw new Error(`The document ${run.digest} of a run is missing`);
  const tokens = makeTokens(
    pinned.workflow,
    await readTokens(transaction, catalog.schema, id),
    newUuid,
  );
  return { run, pinned, tokens };
}

/** Writes what was done to a held run. */
export async function writeHeld(
  transaction: Executor,
  catalog: Catalog,
  { run, tokens, pinned }: HeldRun,
  history: readonly HistoryEntry[],
  now: Date,
  undoing: Undoing | null = run.undoing,
  status: RunStatus = statusOf(tokens.all(), undoing),
): Promise<void> {
  await writeRun(transaction, catalog.schema, {
    run: run.id,
    status,
    results: run.results,
    undoing,
    entries: run.entries,
    history,
    changed: tokens.changed(),
    ended: tokens.ended(),
    at: now,
  });
  if (asksPeople(pinned.workflow)) await closeAbandoned(transaction, catalog.schema, run.id, now);
}

export interface Retry {
  /** Where to go on; null: where it failed. */
  readonly step: string | null;
  /** Goes on behind the step that failed. */
  readonly skip: boolean;
}

/** What failed is tried again. @throws Refused when nothing has */
export async function retryRun(
  transaction: Executor,
  catalog: Catalog,
  id: string,
  { step, skip }: Retry,
  actor: string | null,
  now: Date,
): Promise<void> {
  const held = await holdRun(transaction, catalog, id);
  const { tokens, pinned, run } = held;
  const { steps } = pinned.workflow;
  if (step !== null && !steps.has(step))
    throw new Refused([problem("workflow_step_gone", "/step", { name: step })]);
  const undoes = [...steps.values()].some(({ undo }) => undo !== null && undo === step);
  if (step !== null && (undoes || run.undoing !== null))
    throw new Refused([problem("run_undo_in_order", "/step")]);
  const failed = tokens
    .all()
    .filter((token) => token.status === "failed" || token.waitFor === "retry");
  if (failed.length === 0) throw new Refused([problem("run_not_failed")]);
  const history = failed.map((token): HistoryEntry => {
    const after = skip ? (steps.get(token.step)?.next ?? null) : token.step;
    tokens.moveTo(token, step ?? after);
    return {
      token: token.id,
      step: token.step,
      event: skip ? "skipped" : "retried",
      at: now,
      actor,
    };
  });
  await writeHeld(transaction, catalog, held, history, now);
  await addJobs(transaction, [{ kind: runJob, workspace: catalog.workspaceId, key: id }], now);
}

/**
 * Ends a run, and those that it waits for. What it has done stays done, or is undone from now on.
 * @throws Refused when it is over, or is being undone already
 */
export async function cancelRun(
  transaction: Executor,
  catalog: Catalog,
  id: string,
  undo: boolean,
  actor: string | null,
  now: Date,
): Promise<void> {
  const held = await holdRun(transaction, catalog, id);
  const { tokens, run } = held;
  const { workspaceId, schema } = catalog;
  if (undo && run.undoing !== null) throw new Refused([problem("run_undoing")]);
  endAll(tokens);
  const entry = { token: null, step: null, at: now, actor };
  await removeJobs(transaction, workspaceId, [id]);
  if (undo) {
    const undoing = undoingFrom("cancelled", run.entries + 1);
    await writeHeld(transaction, catalog, held, [{ ...entry, event: "undoing" }], now, undoing);
    await addJobs(transaction, [{ kind: runJob, workspace: workspaceId, key: id }], now);
  } else {
    const history: readonly HistoryEntry[] = [{ ...entry, event: "cancelled" }];
    await writeHeld(transaction, catalog, held, history, now, run.undoing, "cancelled");
    await tellParent(transaction, workspaceId, run, "cancelled");
  }
  const inner = await transaction.run({
    text: `select "id" from ${runTable(schema)} where "parent" = $1 and "ended_at" is null and not ($2 and "undoing" is not null)`,
    values: [id, undo],
  });
  for (const [child] of inner.rows)
    await cancelRun(transaction, catalog, String(child), undo, actor, now);
}

/** A run that cannot even be moved: what was to be carried out fails, for somebody to look at. */
export async function giveUpRun(
  transaction: Executor,
  catalog: Catalog,
  id: string,
  token: string | null,
  now: Date,
): Promise<void> {
  const run = await lockRun(transaction, catalog.schema, id, "wait");
  if (run === null || isOver(run.status)) return;
  const present = await readTokens(transaction, catalog.schema, id);
  const error = { problems: [problem("internal")] };
  const lost = present.filter(({ id: own, status, wakeAt }) => {
    const isDue = status === "waiting" && wakeAt !== null && wakeAt <= now;
    return status === "ready" || own === token || isDue;
  });
  await writeRun(transaction, catalog.schema, {
    run: id,
    status: "failed",
    results: run.results,
    undoing: run.undoing,
    entries: run.entries,
    history: lost.map((one) => ({
      token: one.id,
      step: one.step,
      event: "failed",
      at: now,
      error,
    })),
    changed: lost.map((one) => ({ ...one, status: "failed", wakeAt: null, waitFor: null, error })),
    ended: [],
    at: now,
  });
}
