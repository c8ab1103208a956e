/** One step of a run: carried out behind a savepoint, and what becomes of its token. */
import { type Problem, problem } from "../../metadata/problem.ts";
import { passingCodes } from "../../metadata/problem-codes/automation.ts";
import type { Step } from "../../metadata/workflows/workflow.ts";
import { lostToAnother, sqlState } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import {
  attemptsMaximum,
  Failure,
  type FailureClass,
  failureClassOf,
  pauseAfter,
} from "../jobs/retry.ts";
import { RevisionConflict } from "../records/conflict.ts";
import { Refused } from "../records/writer.ts";
import { type Advance, contextOf } from "./advance.ts";
import type { Resumption, Token } from "./run.ts";
import type { StepEnd } from "./step-context.ts";
import { isAskedType, stepExecutors } from "./steps/index.ts";
import { beginUndoing, undoableOf } from "./undo-steps.ts";

/** False when what was done so far is to be committed before this step. */
export async function carryOut(advance: Advance, token: Token): Promise<boolean> {
  const step = advance.pinned.workflow.steps.get(token.step);
  if (step === undefined) {
    failToken(advance, token, [problem("workflow_step_gone", "", { name: token.step })]);
    return true;
  }
  let end: StepEnd;
  try {
    end = await attempt(advance, token, step);
  } catch (error) {
    await failed(advance, token, step, error);
    return true;
  }
  if (end.kind === "pause") return false;
  advance.done++;
  settle(advance, token, step, end);
  return true;
}

/** They write nothing: there is nothing to take back when they fail. */
const readsOnly: ReadonlySet<string> = new Set(["branch", "parallel", "loop"]);

async function attempt(advance: Advance, token: Token, step: Step): Promise<StepEnd> {
  const saving = readsOnly.has(step.type) ? null : advance.savepoint.set();
  // Sent ahead of what the step asks, on the same connection: nobody waits for its answer.
  saving?.catch(() => undefined);
  const context = await contextOf(advance, token, step);
  const executor = isAskedType(step.type) ? advance.workshop.asked : stepExecutors[step.type];
  const resumption = resumptionOf(token);
  const end =
    resumption === null
      ? await executor.execute(context)
      : ((await executor.resume?.(context, resumption)) ?? { kind: "on", ...resumption });
  await saving;
  return end;
}

/** Kept in the state of a token that was woken, until its step goes on. */
export const withResumption = (token: Token, resumption: Resumption): Token => ({
  ...token,
  status: "ready",
  state: { ...token.state, resumption },
});

function resumptionOf({ state }: Token): Resumption | null {
  const { resumption } = state;
  return typeof resumption === "object" && resumption !== null
    ? { outcome: null, ...resumption }
    : null;
}

function settle(advance: Advance, token: Token, step: Step, end: StepEnd): void {
  const { tokens, history, now } = advance;
  const place = { token: token.id, step: step.id, at: now };
  if (end.kind === "pause") return;
  if (end.kind === "undo") {
    history.push({ ...place, event: "done" });
    beginUndoing(advance, "step");
    return;
  }
  if (end.kind === "fork") {
    tokens.fork(token, end.steps, end.state);
    return;
  }
  if (end.kind === "wait") {
    const { resumption: _, ...state } = token.state;
    tokens.set({
      ...token,
      status: "waiting",
      wakeAt: end.wakeAt ?? null,
      waitFor: end.waitFor,
      waitObject: end.object ?? null,
      waitRecord: end.record ?? null,
      waitEvent: end.event ?? null,
      state: { ...state, ...end.state, ref: end.ref ?? newUuid() },
    });
    // A wait that goes on has been told of.
    if (resumptionOf(token) === null)
      history.push({ ...place, event: "waiting", input: end.input });
    return;
  }
  if (end.kind === "leave") {
    const { outcome, input, output } = end;
    history.push({ ...place, event: "done", input, output: { outcome, output } });
    if (end.to === undefined && !step.on.has(outcome)) advance.refused = true;
    leave(advance, token, end.to ?? step.on.get(outcome) ?? null, end.whole === true);
    return;
  }
  if (end.result !== undefined) advance.results[step.id] = end.result;
  const { outcome = null, input, output } = end;
  const target = outcome === null ? (end.to ?? step.next) : step.on.get(outcome);
  if (outcome === "error" && target === undefined) {
    failToken(advance, token, [problem("workflow_outside_failed")], output);
    return;
  }
  history.push({
    ...place,
    event: "done",
    input,
    output: outcome === null ? output : { outcome, output },
    ...(outcome === null ? { undo: undoableOf(advance, token, step, end.result) } : {}),
  });
  tokens.moveTo(token, target === undefined ? step.next : target);
}

/** @param whole nothing else of the run goes on; without a target nothing at all does */
function leave(
  { tokens, pinned }: Advance,
  token: Token,
  target: string | null,
  whole: boolean,
): void {
  let outermost = token;
  for (;;) {
    const around = outermost.parent === null ? undefined : tokens.get(outermost.parent);
    const type = around && pinned.workflow.steps.get(around.step)?.type;
    if (around === undefined || (type !== "parallel" && !whole && target !== null)) break;
    outermost = around;
  }
  tokens.endInner(outermost);
  tokens.moveTo(outermost, target);
}

async function failed(advance: Advance, token: Token, step: Step, error: unknown): Promise<void> {
  const { history, now, tokens } = advance;
  const failureClass = classOf(error);
  // Who lost to another, or knows an old catalog, begins the whole advance anew.
  if (failureClass === "outdated" || lostToAnother(error)) throw error;
  if (!readsOnly.has(step.type)) await advance.savepoint.goBack();
  // Of a statement that failed with nothing to go back to, the transaction does not recover.
  else if (sqlState(error) !== null) throw error;
  const problems = problemsOf(error);
  const attempts = token.attempt + 1;
  const place = { token: token.id, step: step.id, at: now };
  if (failureClass === "retryable" && attempts < (step.retry ?? attemptsMaximum)) {
    const pause = (error instanceof Failure ? error.after : null) ?? pauseAfter(attempts);
    const wakeAt = new Date(now.getTime() + pause);
    history.push({ ...place, event: "retrying", error: { problems, next: wakeAt } });
    tokens.set({
      ...token,
      status: "waiting",
      waitFor: "retry",
      wakeAt,
      attempt: attempts,
      error: { problems },
    });
    return;
  }
  const target = step.on.get("error");
  if (target === undefined) {
    failToken(advance, { ...token, attempt: attempts }, problems);
    return;
  }
  history.push({ ...place, event: "failed", error: { problems } });
  tokens.moveTo(token, target);
}

/** Nothing leads on: somebody looks at it, or what the run has done is undone. */
function failToken(
  advance: Advance,
  token: Token,
  problems: readonly Problem[],
  output?: unknown,
): void {
  const { tokens, history, now, pinned, undoing } = advance;
  const { resumption: _, ...state } = token.state;
  history.push({
    token: token.id,
    step: token.step,
    event: "failed",
    at: now,
    error: { problems },
    output,
  });
  if (pinned.workflow.ifFailed === "undo" && undoing === null) {
    beginUndoing(advance, "failed");
    return;
  }
  tokens.set({
    ...token,
    state,
    status: "failed",
    waitFor: null,
    wakeAt: null,
    error: { problems },
  });
}

function classOf(error: unknown): FailureClass {
  if (error instanceof Refused)
    return error.problems.every(({ code }) => passingCodes.has(code)) ? "retryable" : "permanent";
  if (error instanceof RevisionConflict) return "retryable";
  return failureClassOf(error);
}

/** What people may read of a failure; an error's own words may tell of the inside. */
function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Refused) return error.problems;
  if (error instanceof RevisionConflict) return [error.problem];
  if (error instanceof Failure)
    return [problem("workflow_step_failed", "", { reason: error.message })];
  return [problem("internal")];
}
