/** Workflows of a process: their jobs, what starts them, what other rooms ask of them. */
import type { Catalogs } from "../catalog/catalogs.ts";
import type { Database } from "../db/database.ts";
import { deliveryHandler } from "../deliveries/deliver.ts";
import { scheduledBy } from "../jobs/document-schedules.ts";
import type { NewJob } from "../jobs/job.ts";
import { done, type TransactionalHandler } from "../jobs/job.ts";
import { addJobs } from "../jobs/job-rows.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { handleSchedule, scheduleJob } from "../jobs/schedules.ts";
import type { Observe } from "../observe.ts";
import type { Outbound } from "../outbound/outbound.ts";
import type { Reactions } from "../records/reactions.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import type { Workshop } from "./advance.ts";
import { handleRun } from "./advance-run.ts";
import { giveUpRun } from "./manage-runs.ts";
import { publishedWorkflows } from "./pinned-workflow.ts";
import { workflowReactions } from "./record-events.ts";
import { runJob, startRuns } from "./start-runs.ts";
import type { StepExecutor } from "./step-context.ts";
import type { StepServices } from "./step-services.ts";
import { watchWaitedObjects } from "./waited-objects.ts";
import { wakeIn, wakeTokens } from "./wake-token.ts";
import { catalogOf, schemaOf } from "./workspace-catalogs.ts";

export interface WorkflowParts {
  readonly database: Database;
  readonly catalogs: Catalogs;
  readonly jobs: Jobs;
  readonly secrets: Secrets;
  readonly outbound: Outbound;
  readonly observe: Observe;
  readonly steps: StepServices;
  /** Carries out the steps that people settle. */
  readonly asked: StepExecutor;
  /** The job of a script whose time has come. */
  scheduledScript(workspace: string, script: string, time: Date): NewJob;
  /** All that follows upon writes, workflows among it: what steps write is written like that. */
  reactions(): Reactions;
}

export interface Workflows {
  /** What writes start and wake. */
  readonly reactions: Reactions;
  /** With what runs are moved, also by who looks what would happen. */
  workshop(): Workshop;
}

export function createWorkflows(parts: WorkflowParts): Workflows {
  const { database, catalogs, jobs, secrets, steps } = parts;
  const workshop = (): Workshop => ({
    secrets,
    reactions: parts.reactions(),
    services: steps,
    asked: parts.asked,
  });
  const move: TransactionalHandler = {
    kind: runJob,
    mode: "transactional",
    handle: async (job, transaction) => {
      const catalog = await catalogOf(transaction, catalogs, job.workspace);
      return catalog === null ? done : handleRun(workshop(), catalog, job, transaction);
    },
    giveUp: async (job, error, transaction) => {
      parts.observe({ kind: "background_failed", what: "workflow", error });
      const catalog = await catalogOf(transaction, catalogs, job.workspace);
      const token = wakeIn(job.payload)?.token ?? null;
      if (catalog !== null) await giveUpRun(transaction, catalog, job.key, token, new Date());
    },
  };
  const schedule: TransactionalHandler = {
    kind: scheduleJob,
    mode: "transactional",
    handle: async (job, transaction) => {
      const catalog = await catalogOf(transaction, catalogs, job.workspace);
      if (catalog === null) return done;
      return handleSchedule(job, transaction, async (schedule, time) => {
        const { kind, name } = scheduledBy(schedule);
        if (kind === "script") {
          await addJobs(transaction, [parts.scheduledScript(catalog.workspaceId, name, time)]);
          return;
        }
        const pinned = publishedWorkflows(catalog).get(name);
        if (pinned === undefined || !pinned.workflow.active) return;
        const key = time.toISOString();
        await startRuns(
          transaction,
          catalog,
          [{ pinned, event: "schedule", key, startedBy: null }],
          new Date(),
        );
      });
    },
  };
  jobs.register(move);
  jobs.register(schedule);
  jobs.register(
    deliveryHandler({
      database,
      secrets,
      outbound: parts.outbound,
      observe: parts.observe,
      schemaOf: (workspace) => schemaOf(database, workspace),
      tell: (transaction, workspace, { run, token, id }, { verdict, code, body }) =>
        wakeTokens(
          transaction,
          workspace,
          run === null || token === null
            ? []
            : [
                {
                  run,
                  token,
                  ref: id,
                  outcome: verdict === "good" ? null : "error",
                  output: { status: code, body },
                },
              ],
        ),
    }),
  );
  const isWaitedFor = watchWaitedObjects(database, catalogs);
  return { reactions: workflowReactions(isWaitedFor, jobs.wake), workshop };
}
