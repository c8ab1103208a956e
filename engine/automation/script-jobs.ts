/**
 * Scripts that nobody waits for: those of schedules, and those that other scripts start. What one
 * wrote and the end of its job commit together. Scripts that may ask others begin without a
 * transaction, and have one from their first write on.
 */
import type { ScriptModel } from "../../metadata/automation/script.ts";
import { textsOf } from "../../metadata/json-object.ts";
import { type Problem, problem, problemMessage } from "../../metadata/problem.ts";
import { rolesOfMember } from "../access/acting-members.ts";
import { administratorRights, type Rights } from "../access/rights.ts";
import { automationIn } from "../catalog/automation.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { clockAt } from "../clock.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import {
  done,
  type Job,
  type JobOutcome,
  type LeasedHandler,
  type NewJob,
  type TransactionalHandler,
} from "../jobs/job.ts";
import { addJobs, endLease } from "../jobs/job-rows.ts";
import { attemptsMaximum, Failure, failureClassOf, pauseAfter, wordsOf } from "../jobs/retry.ts";
import type { Outbound } from "../outbound/outbound.ts";
import { Refused, type Writer } from "../records/writer.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { rightsOfStarter } from "../workflows/run-rights.ts";
import { scriptJob } from "./add-job.ts";
import { lateTransaction } from "./late-transaction.ts";
import { runScript, type ScriptSurroundings } from "./run-script.ts";
import type { OutsideRun } from "./script-calls.ts";
import type { ScriptServices } from "./script-services.ts";

/** Of scripts that name hosts. */
export const askingScriptJob = "asking_script";

/** Longer than a script may wait for a runner and run. */
const leaseSeconds = 300;

interface ScriptJobParts {
  readonly database: Database;
  readonly scripts: ScriptServices;
  readonly secrets: Secrets;
  readonly outbound: Outbound;
  readonly timeZone: string;
  catalogOf(executor: Executor, workspaceId: string): Promise<Catalog | null>;
}

export const scriptJobHandler = (parts: ScriptJobParts): TransactionalHandler => ({
  kind: scriptJob,
  mode: "transactional",
  handle: async (job, transaction) => {
    const found = await scriptOf(parts, transaction, job);
    if (found === null) return done;
    if (found.script.hosts.length > 0) await addJobs(transaction, [askingJob(job)]);
    else await start(parts, { ...found, executor: transaction, outside: null }, job);
    return done;
  },
  // The ledger has it; a schedule goes on at its next time.
  giveUp: async () => undefined,
});

const askingJob = ({ workspace, key, payload }: Job): NewJob => ({
  kind: askingScriptJob,
  workspace,
  key,
  payload,
  priority: payload.scheduledFor === undefined ? "normal" : "idle",
});

export const askingScriptHandler = (parts: ScriptJobParts): LeasedHandler => ({
  kind: askingScriptJob,
  mode: "leased",
  leaseSeconds,
  handle: async (job) => {
    const { database, outbound } = parts;
    const found = await scriptOf(parts, database, job);
    if (found === null) return async () => done;
    const transaction = lateTransaction(database);
    try {
      const outside = { transaction, outbound, key: job.id };
      await start(parts, { ...found, executor: database, outside }, job);
      await transaction.commit(async (executor) => {
        if (!(await endLease(executor, job))) throw new LeaseLost();
      });
      return async () => done;
    } catch (error) {
      await transaction.rollback();
      return async () => outcomeOf(job, error);
    }
  },
});

/** The job took so long that another has begun with it: what was written here must not stay. */
class LeaseLost extends Error {}

const later = (milliseconds: number): Date => new Date(Date.now() + milliseconds);

function outcomeOf({ attempt }: Job, error: unknown): JobOutcome {
  // The other ends it, and is given the time for that.
  if (error instanceof LeaseLost) return { kind: "again", at: later(leaseSeconds * 1000) };
  if (failureClassOf(error) === "permanent" || attempt >= attemptsMaximum) return done;
  return { kind: "failed", at: later(pauseAfter(attempt)), error: wordsOf(error) };
}

interface Found {
  readonly catalog: Catalog;
  readonly script: ScriptModel;
}

/** Null when there is no such script any more, or it begins in another way. */
async function scriptOf(
  { catalogOf }: ScriptJobParts,
  executor: Executor,
  { workspace, payload }: Job,
): Promise<Found | null> {
  const catalog = await catalogOf(executor, workspace);
  const script = catalog && automationIn(catalog).scripts.get(String(payload.script));
  if (catalog === null || !script) return null;
  const kind = payload.scheduledFor === undefined ? "job" : "schedule";
  return script.start?.kind === kind ? { catalog, script } : null;
}

interface Place extends Found {
  readonly executor: Executor;
  readonly outside: OutsideRun | null;
}

async function start(parts: ScriptJobParts, place: Place, { payload }: Job): Promise<void> {
  const { script, outside } = place;
  const { scheduledFor, input = null } = payload;
  const surroundings: ScriptSurroundings = { ...parts.scripts.surroundings("en", true), outside };
  try {
    const writer = await writerOf(parts, place, payload);
    await runScript(surroundings, writer, {
      script,
      occasion: scheduledFor === undefined ? "job" : "schedule",
      input: scheduledFor === undefined ? { input } : { scheduled_for: scheduledFor },
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const sentences = error.problems.map((item) => problemMessage(item, "en"));
    const passing = error.problems.every(isPassing);
    throw new Failure(sentences.join(" "), passing ? "retryable" : "permanent");
  }
}

/** What says nothing about the script: another time it may go well. */
const isPassing = ({ code, params }: Problem): boolean =>
  code === "scripts_busy" ||
  code === "script_paused" ||
  (code === "script_stopped" && params.limit === "stopping");

async function writerOf(
  { scripts, secrets, timeZone }: ScriptJobParts,
  { catalog, script, executor }: Place,
  { actor, causality, chain, scheduledFor }: Job["payload"],
): Promise<Writer> {
  const person = typeof actor === "string" ? actor : null;
  const acting = await actingRights(executor, catalog, script, person);
  return {
    executor,
    catalog,
    ...acting,
    clock: clockAt(new Date(), timeZone, acting.actor),
    cause: scheduledFor === undefined ? "job" : "schedule",
    causality: typeof causality === "string" ? causality : newUuid(),
    secrets,
    reactions: scripts.reactions("en", true),
    chain: textsOf(chain),
  };
}

/** As the person is now; where nobody is needed, who is gone counts as nobody. */
async function actingRights(
  executor: Executor,
  catalog: Catalog,
  { runsAs }: ScriptModel,
  person: string | null,
): Promise<{ readonly actor: string | null; readonly rights: Rights }> {
  const isThere =
    person !== null && (await rolesOfMember(executor, catalog.workspaceId, person)) !== null;
  if (person === null || (!isThere && runsAs === "system"))
    return { actor: null, rights: administratorRights };
  if (!isThere) throw new Refused([problem("workflow_starter_gone")]);
  return { actor: person, rights: await rightsOfStarter(executor, catalog, person) };
}
