/** Scripts that nobody waits for: those of schedules, each in a transaction of its own. */
import { problemMessage } from "../../metadata/problem.ts";
import { administratorRights } from "../access/rights.ts";
import { automationIn } from "../catalog/automation.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { clockAt } from "../clock.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { done, type NewJob, type TransactionalHandler } from "../jobs/job.ts";
import { Failure } from "../jobs/retry.ts";
import { Refused, type Writer } from "../records/writer.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { runScript } from "./run-script.ts";
import type { ScriptServices } from "./script-services.ts";

export const scriptJob = "script";

/** One time of a schedule. */
export const scheduledRun = (workspace: string, script: string, time: Date): NewJob => ({
  kind: scriptJob,
  workspace,
  key: script,
  payload: { script, scheduledFor: time.toISOString() },
  priority: "idle",
});

interface ScriptJobParts {
  readonly scripts: ScriptServices;
  readonly secrets: Secrets;
  readonly timeZone: string;
  catalogOf(transaction: Executor, workspaceId: string): Promise<Catalog | null>;
}

/** What a script wrote and the end of its job commit together; it has the rights of the system. */
export const scriptJobHandler = (parts: ScriptJobParts): TransactionalHandler => ({
  kind: scriptJob,
  mode: "transactional",
  handle: async (job, transaction) => {
    const catalog = await parts.catalogOf(transaction, job.workspace);
    const script = catalog && automationIn(catalog).scripts.get(String(job.payload.script));
    if (catalog === null || script === null || script?.start?.kind !== "schedule") return done;
    try {
      const started = {
        script,
        occasion: "schedule",
        input: { scheduled_for: job.payload.scheduledFor },
      };
      await runScript(
        parts.scripts.surroundings("en", true),
        writerFor(parts, catalog, transaction),
        started,
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // The ledger has it; the schedule goes on at its next time.
      const sentences = error.problems.map((item) => problemMessage(item, "en"));
      throw new Failure(sentences.join(" "), "permanent");
    }
    return done;
  },
});

const writerFor = (
  { scripts, secrets, timeZone }: ScriptJobParts,
  catalog: Catalog,
  executor: Executor,
): Writer => ({
  executor,
  catalog,
  rights: administratorRights,
  clock: clockAt(new Date(), timeZone, null),
  actor: null,
  cause: "schedule",
  causality: newUuid(),
  secrets,
  reactions: scripts.reactions("en", true),
  chain: [],
});
