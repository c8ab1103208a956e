/**
 * Imports that run behind a request. What a job writes and the word that it is done are one
 * transaction, so that a server that dies leaves nothing half done: the next look at the job finds
 * no sign of life and calls it interrupted.
 */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { problem } from "../../metadata/problem.ts";
import { type Actor, recordAct } from "../audit/record-act.ts";
import type { Database } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { Observe } from "../observe.ts";
import { Refused, type Writer } from "../records/writer.ts";
import type { ImportPlan } from "./import-plan.ts";
import { type ImportMode, type ImportOutcome, importRows } from "./import-table.ts";
import { beat, type Finish, finishJob, insertJob, type JobRow, type KeptRow } from "./job-rows.ts";
import type { RowPreparation } from "./row-preparation.ts";
import { undoImport } from "./undo-import.ts";

export interface AskedImport {
  readonly writer: Writer;
  readonly model: ObjectModel;
  readonly plan: ImportPlan;
  readonly account: string;
  readonly actor: Actor;
  readonly mode: ImportMode;
  readonly dryRun: boolean;
  readonly preparation: RowPreparation | null;
}

export interface ImportJobs {
  /** Id of the new job; null when too many are waiting here. */
  start(asked: AskedImport): Promise<string | null>;
  /** Takes back what a job wrote; the job has been marked as being undone. */
  undo(writer: Writer, model: ObjectModel, job: JobRow): void;
  /** Rolls back what is running, and marks it. */
  stop(): Promise<void>;
}

/** Jobs of one server that run or wait. */
export const jobsMaximum = 8;
/** Refused and skipped rows that are kept with a job. */
export const keptRowsMaximum = 20_000;

const beatMilliseconds = 5000;

class Stopped extends Error {
  readonly state: "cancelled" | "interrupted";
  constructor(state: "cancelled" | "interrupted") {
    super(state);
    this.state = state;
  }
}

export function createImportJobs(database: Database, observe: Observe): ImportJobs {
  const server = newUuid();
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  let stopping = false;

  /** One at a time: an import is bound by the database, and holds its file in memory. */
  const behind = (writer: Writer, id: string, work: () => Promise<Finish | null>): void => {
    waiting++;
    const alive = setInterval(() => {
      beat(database, writer.catalog, id, null).catch(() => undefined);
    }, beatMilliseconds);
    const end = async (finish: Finish | null): Promise<void> => {
      if (finish !== null) await finishJob(database, writer.catalog, id, finish);
    };
    last = last
      .then(work)
      .then(end)
      .catch((error: unknown) => end(failed(error, observe)))
      .catch((error: unknown) => observe({ kind: "background_failed", what: "import", error }))
      .finally(() => {
        clearInterval(alive);
        waiting--;
      });
  };

  return {
    start: async (asked) => {
      if (waiting >= jobsMaximum || stopping) return null;
      const id = newUuid();
      const { writer, model, plan, account, mode, dryRun } = asked;
      const job = {
        id,
        account,
        object: model.name,
        dryRun,
        mode,
        key: plan.key?.name ?? null,
        server,
        total: plan.file.rows.length,
        columns: plan.file.header,
      };
      await database.transaction(async (transaction) => {
        await insertJob(transaction, writer.catalog, job, new Date());
        const about = { object: model.name, rows: job.total, job: id };
        // A dry run writes nothing.
        if (!dryRun) await recordAct(transaction, asked.actor, "import_begun", about);
      });
      behind(writer, id, () => run(database, id, asked, () => stopping));
      return id;
    },
    undo: (writer, model, job) => {
      behind(writer, job.id, () => undoImport(writer, database, model, job));
    },
    stop: async () => {
      stopping = true;
      await last;
    },
  };
}

function failed(error: unknown, observe: Observe): Finish {
  if (error instanceof Stopped) return { state: error.state };
  if (error instanceof Refused) return { state: "failed", problems: error.problems };
  observe({ kind: "background_failed", what: "import", error });
  return { state: "failed", problems: [problem("import_failed")] };
}

/** Null when the job's end was committed with what it wrote. */
async function run(
  database: Database,
  id: string,
  { writer, model, plan, mode, dryRun, preparation }: AskedImport,
  isStopping: () => boolean,
): Promise<Finish | null> {
  const inside: Writer = { ...writer, cause: "import", causality: id };
  let committed = false;
  const outcome = await importRows(
    inside,
    database,
    model,
    plan,
    { mode, dryRun, preparation },
    {
      progress: async (counts) => {
        const goesOn = await beat(database, writer.catalog, id, counts);
        if (isStopping()) throw new Stopped("interrupted");
        if (!goesOn) throw new Stopped("cancelled");
      },
      commit: async (executor, found) => {
        const isOurs = await finishJob(executor, writer.catalog, id, finishOf("done", found, plan));
        if (!isOurs) throw new Stopped("interrupted");
        committed = true;
      },
    },
  );
  if (committed) return null;
  const isFine = outcome.refused === 0 || (dryRun && mode === "valid");
  return isFine
    ? finishOf("done", { ...outcome, written: [] }, plan)
    : finishOf("refused", { ...outcome, created: 0, changed: 0, written: [] }, plan);
}

const finishOf = (state: "done" | "refused", outcome: ImportOutcome, plan: ImportPlan): Finish => ({
  state,
  outcome,
  refusedRows: [...outcome.refusedRows, ...outcome.skippedRows]
    .toSorted((one, other) => one.row - other.row)
    .slice(0, keptRowsMaximum)
    .map(({ line, row, problems }): KeptRow => [line, plan.file.rows[row] ?? [], problems]),
});
