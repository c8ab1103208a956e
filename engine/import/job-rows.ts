/** Rows of a workspace's table of jobs. */
import type { Problem } from "../../metadata/problem.ts";
import type { ImportJobState } from "../../metadata/wire.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import type { ImportCounts, ImportMode, ImportOutcome } from "./import-table.ts";

export interface NewJob {
  readonly id: string;
  readonly account: string;
  readonly object: string;
  readonly dryRun: boolean;
  readonly mode: ImportMode;
  readonly key: string | null;
  readonly server: string;
  readonly total: number;
  readonly columns: readonly string[];
}

/** `[line, cells, problems]` of a refused row. */
export type KeptRow = readonly [number, readonly string[], readonly Problem[]];

/** What an undo could not take back. */
export interface NotUndone {
  readonly record: string;
  readonly title: string | null;
  readonly problems: readonly Problem[];
}

export interface JobRow extends Omit<NewJob, "server" | "account">, Omit<ImportCounts, never> {
  readonly state: ImportJobState;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly refusedRows: readonly KeptRow[];
  /** Why the whole could not be done. */
  readonly problems: readonly Problem[];
  readonly notUndone: readonly NotUndone[];
  /** Records in the order in which they were written. */
  readonly written: readonly string[];
}

/**
 * A server that says nothing of its job for so long is gone, and all of the job with it: what it
 * says later is not heard, so that the job cannot end after it was called interrupted.
 */
export const silenceSeconds = 30;

const heardSince = (): Date => new Date(Date.now() - silenceSeconds * 1000);

const tableOfJobs = (catalog: Pick<Catalog, "schema">): string =>
  `${quoted(catalog.schema)}."_job"`;

export async function insertJob(
  executor: Executor,
  catalog: Catalog,
  job: NewJob,
  now: Date,
): Promise<void> {
  await executor.run({
    text: `insert into ${tableOfJobs(catalog)} ("id", "account", "object", "state", "dry_run", "mode", "key", "server", "created_at", "beat_at", "total", "columns") values ($1, $2, $3, 'running', $4, $5, $6, $7, $8, $8, $9, $10)`,
    values: [
      job.id,
      job.account,
      job.object,
      job.dryRun,
      job.mode,
      job.key,
      job.server,
      now,
      job.total,
      JSON.stringify(job.columns),
    ],
  });
}

/** Says that the job is alive and how far it is; false when it is to stop. */
export async function beat(
  executor: Executor,
  catalog: Catalog,
  id: string,
  counts: ImportCounts | null,
): Promise<boolean> {
  const { rows } = await executor.run({
    text: `update ${tableOfJobs(catalog)} set "beat_at" = $2, "read" = coalesce($3, "read"), "created" = coalesce($4, "created"), "changed" = coalesce($5, "changed"), "refused" = coalesce($6, "refused") where "id" = $1 and "state" in ('running', 'undoing') and "beat_at" > $7 returning "cancelled"`,
    values: [
      id,
      new Date(),
      counts?.read ?? null,
      counts?.created ?? null,
      counts?.changed ?? null,
      counts?.refused ?? null,
      heardSince(),
    ],
  });
  return rows[0]?.[0] === "f";
}

export interface Finish {
  readonly state: ImportJobState;
  readonly outcome?: ImportOutcome;
  readonly refusedRows?: readonly KeptRow[];
  readonly problems?: readonly Problem[];
  readonly notUndone?: readonly NotUndone[];
}

/** Cells of refused rows may hold what the database cannot: a mark stands in its place. */
const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "string" ? part.replaceAll("\0", "\ufffd").toWellFormed() : part,
  );

/** False when the job had ended already: whoever gave it up keeps the word. */
export async function finishJob(
  executor: Executor,
  catalog: Pick<Catalog, "schema">,
  id: string,
  { state, outcome, refusedRows, problems, notUndone }: Finish,
): Promise<boolean> {
  const json = (value: unknown) => (value === undefined ? null : storableJson(value));
  const { rowCount } = await executor.run({
    text: `update ${tableOfJobs(catalog)} set "state" = $2, "finished_at" = $3, "read" = coalesce($4, "read"), "created" = coalesce($5, "created"), "changed" = coalesce($6, "changed"), "refused" = coalesce($7, "refused"), "refused_rows" = coalesce($8, "refused_rows"), "written" = coalesce($9, "written"), "problems" = coalesce($10, "problems"), "not_undone" = coalesce($11, "not_undone") where "id" = $1 and "state" in ('running', 'undoing') and "beat_at" > $12`,
    values: [
      id,
      state,
      new Date(),
      outcome?.read ?? null,
      outcome?.created ?? null,
      outcome?.changed ?? null,
      outcome?.refused ?? null,
      json(refusedRows),
      json(outcome?.written),
      json(problems),
      json(notUndone),
      heardSince(),
    ],
  });
  return rowCount === 1;
}

export async function cancelJob(executor: Executor, catalog: Catalog, id: string): Promise<void> {
  await executor.run({
    text: `update ${tableOfJobs(catalog)} set "cancelled" = true where "id" = $1 and "state" = 'running'`,
    values: [id],
  });
}

/** Turns a job that is done into one that is being undone; false when another was faster. */
export async function beginUndo(
  executor: Executor,
  catalog: Catalog,
  id: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: `update ${tableOfJobs(catalog)} set "state" = 'undoing', "beat_at" = $2, "finished_at" = null where "id" = $1 and not "dry_run" and ("state" = 'done' or ("state" = 'undoing' and "beat_at" <= $3))`,
    values: [id, new Date(), heardSince()],
  });
  return rowCount === 1;
}

/** The job of this account; null when there is none. */
export async function readJob(
  executor: Executor,
  catalog: Catalog,
  id: string,
  account: string,
): Promise<JobRow | null> {
  const { rows } = await executor.run({
    text: `select "object", "state", "dry_run", "mode", "key", "created_at", "finished_at", "total", "read", "created", "changed", "refused", "columns", "refused_rows", "problems", "not_undone", "written", "beat_at" from ${tableOfJobs(catalog)} where "id" = $1 and "account" = $2`,
    values: [id, account],
  });
  const row = rows[0];
  if (row === undefined) return null;
  const text = (index: number): string => row[index] ?? "";
  const count = (index: number): number => Number(row[index]);
  // The engine wrote these columns itself.
  const list = <Item>(index: number): readonly Item[] =>
    JSON.parse(row[index] ?? "[]") as readonly Item[];
  const state = text(1) as ImportJobState;
  return {
    id,
    object: text(0),
    state: Date.parse(text(17)) > heardSince().getTime() ? state : withoutServer(state),
    dryRun: row[2] === "t",
    mode: text(3) === "valid" ? "valid" : "all",
    key: row[4] ?? null,
    createdAt: text(5),
    finishedAt: row[6] ?? null,
    total: count(7),
    read: count(8),
    created: count(9),
    changed: count(10),
    refused: count(11),
    columns: list(12),
    refusedRows: list(13),
    problems: list(14),
    notUndone: list(15),
    written: list(16),
  };
}

/** What a job is whose server has gone: all that was under way has been rolled back. */
function withoutServer(state: ImportJobState): ImportJobState {
  if (state === "running") return "interrupted";
  return state === "undoing" ? "done" : state;
}
