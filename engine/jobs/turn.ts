/** One turn of a worker: a job is taken, carried out and settled, or there is none. */
import { type Database, type Executor, lostToAnother } from "../db/database.ts";
import { makeSavepoint } from "../db/savepoint.ts";
import type { Observe } from "../observe.ts";
import {
  done,
  type Job,
  type JobHandler,
  type JobOutcome,
  type LeasedHandler,
  type TransactionalHandler,
} from "./job.ts";
import { leaseJob, putOffJob, removeJob, takeJob } from "./job-rows.ts";
import { attemptsMaximum, failureClassOf, pauseAfter, wordsOf } from "./retry.ts";

export interface Workshop {
  readonly database: Database;
  readonly observe: Observe;
  readonly handlers: ReadonlyMap<string, JobHandler>;
}

/** What a transaction of a turn came to; a leased job is carried out behind it. */
type Taken =
  | { readonly kind: "nothing" }
  | { readonly kind: "settled"; readonly job: Job; readonly outcome: JobOutcome }
  | { readonly kind: "leased"; readonly job: Job; readonly handler: LeasedHandler };

/**
 * False when no job was due.
 * @param full asked just before the look: workspaces of which none may be taken
 * @param onTaken told once, before the job is carried out
 */
export async function takeTurn(
  workshop: Workshop,
  full: () => readonly string[],
  onTaken: (job: Job) => void,
): Promise<boolean> {
  const { database, handlers } = workshop;
  const started = performance.now();
  let told = false;
  const taken = await database.transaction(async (transaction): Promise<Taken> => {
    const job = await takeJob(transaction, told ? [] : full(), new Date());
    if (job === null) return { kind: "nothing" };
    if (!told) onTaken(job);
    told = true;
    const handler = handlers.get(job.kind);
    if (handler === undefined) {
      // Another process, of another version, may know what to do.
      const outcome: JobOutcome = {
        kind: "again",
        at: new Date(Date.now() + pauseAfter(2)),
      };
      await settle(transaction, job, outcome);
      return { kind: "settled", job, outcome };
    }
    if (handler.mode === "leased") {
      await leaseJob(transaction, job.id, new Date(Date.now() + handler.leaseSeconds * 1000));
      return { kind: "leased", job: { ...job, attempt: job.attempt + 1 }, handler };
    }
    const outcome = await carryOut(transaction, handler, job);
    await settle(transaction, job, outcome);
    return { kind: "settled", job, outcome };
  });
  if (taken.kind === "nothing") return false;
  const outcome = taken.kind === "settled" ? taken.outcome : await carryOutLeased(workshop, taken);
  workshop.observe({
    kind: "job_finished",
    what: taken.job.kind,
    outcome: outcome.kind,
    milliseconds: performance.now() - started,
    ...(outcome.kind === "failed" ? { reason: outcome.error } : {}),
  });
  return true;
}

/** What fails is taken back to here; the job itself stays taken, to be put off. */
async function carryOut(
  transaction: Executor,
  handler: TransactionalHandler,
  job: Job,
): Promise<JobOutcome> {
  const savepoint = makeSavepoint(transaction);
  await savepoint.set();
  try {
    return await handler.handle(job, transaction);
  } catch (error) {
    // Who lost to another begins anew, the taking included.
    if (lostToAnother(error)) throw error;
    // A connection that is gone takes the whole transaction back, and the job is as it was.
    await savepoint.goBack();
    const failureClass = failureClassOf(error);
    const last = failureClass === "permanent" || job.attempt + 1 >= attemptsMaximum;
    // What nobody gives up is tried for ever: a schedule must not end by itself.
    if (!last || handler.giveUp === undefined) {
      const pause = failureClass === "outdated" ? 50 : pauseAfter(job.attempt + 1);
      return { kind: "failed", at: new Date(Date.now() + pause), error: wordsOf(error) };
    }
    await handler.giveUp(job, error, transaction);
    return done;
  }
}

async function settle(transaction: Executor, job: Job, outcome: JobOutcome): Promise<void> {
  if (outcome.kind === "done") await removeJob(transaction, job.id);
  else if (outcome.kind === "again") await putOffJob(transaction, job.id, outcome.at);
  else await putOffJob(transaction, job.id, outcome.at, outcome.error);
}

async function carryOutLeased(
  { database }: Workshop,
  { job, handler }: { readonly job: Job; readonly handler: LeasedHandler },
): Promise<JobOutcome> {
  const write = await handler.handle(job);
  return database.transaction(async (transaction) => {
    const outcome = await write(transaction);
    if (outcome.kind === "done") await removeJob(transaction, job.id);
    // Taking it has counted the attempt already.
    else await putOffJob(transaction, job.id, outcome.at);
    return outcome;
  });
}
