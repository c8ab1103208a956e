/**
 * A table file into an object, every row through the ordinary write path, in one transaction: all
 * rows or none, or, when asked for, all that are valid.
 */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, type Result, success } from "../../metadata/problem.ts";
import type { Database, Executor } from "../db/database.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { type ImportPlan, planImport } from "./import-plan.ts";
import type { RefusedRow } from "./refused-rows.ts";
import type { RowPreparation } from "./row-preparation.ts";
import { RowStore } from "./store-rows.ts";
import type { Table } from "./table.ts";

export type ImportMode = "all" | "valid";

/** A row that is read and not counted otherwise was skipped. */
export interface ImportCounts {
  readonly read: number;
  readonly created: number;
  readonly changed: number;
  readonly refused: number;
}

export interface ImportOutcome extends ImportCounts {
  readonly refusedRows: readonly RefusedRow[];
  /** Left out by a script, with its reasons. */
  readonly skippedRows: readonly RefusedRow[];
  /** Ids of the records, in the order in which they were written. */
  readonly written: readonly string[];
}

export interface ImportHooks {
  /** After each part; what it throws ends the import without a trace. */
  progress(counts: ImportCounts): Promise<void>;
  /** Last thing before the end of a transaction that is kept. */
  commit(executor: Executor, outcome: ImportOutcome): Promise<void>;
}

/** A part is one statement a table; progress is told after each. */
const rowsAtATime = 1000;
/** An import of all rows or none does not look further when so many are refused. */
export const refusedMaximum = 1000;

/** Ends a transaction that changes nothing, with what it found. */
class NothingKept extends Error {
  readonly outcome: ImportOutcome;
  constructor(outcome: ImportOutcome) {
    super("nothing kept");
    this.outcome = outcome;
  }
}

/** With mode `all`, an outcome with refused rows has changed nothing. */
export async function importRows(
  writer: Writer,
  database: Database,
  model: ObjectModel,
  plan: ImportPlan,
  options: {
    readonly mode: ImportMode;
    readonly dryRun: boolean;
    readonly preparation: RowPreparation | null;
  },
  hooks: ImportHooks,
): Promise<ImportOutcome> {
  try {
    return await database.transaction(async (executor) => {
      const store = new RowStore({ ...writer, executor }, model, plan, options.preparation);
      const { rows } = plan.table;
      for (let start = 0; start < rows.length; start += rowsAtATime) {
        await store.add(start, rows.slice(start, start + rowsAtATime));
        await hooks.progress(store.counts());
        if (options.mode === "all" && store.refused.length >= refusedMaximum) break;
      }
      const outcome: ImportOutcome = {
        ...store.counts(),
        refusedRows: store.refused,
        skippedRows: store.skipped,
        written: store.written,
      };
      if (options.dryRun || (options.mode === "all" && outcome.refused > 0))
        throw new NothingKept(outcome);
      await hooks.commit(executor, outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof NothingKept) return error.outcome;
    throw error;
  }
}

export interface ImportOptions {
  /** A unique field: rows whose value is there already change that record. */
  readonly key: string | null;
  readonly dryRun: boolean;
  readonly preparation: RowPreparation | null;
  readonly progress: (done: number, total: number) => void;
}

export interface ImportedTable {
  /** Records that were stored. */
  readonly records: number;
  readonly skipped: readonly Problem[];
}

/** All rows or none. Paths of problems begin with the line of the file. */
export async function importTable(
  writer: Writer,
  database: Database,
  model: ObjectModel,
  table: Table,
  options: ImportOptions,
): Promise<Result<ImportedTable>> {
  const plan = planImport(writer, model, table, { key: options.key, mapping: new Map() });
  if (!plan.ok) return plan;
  const total = table.rows.length;
  try {
    const outcome = await importRows(
      writer,
      database,
      model,
      plan.value,
      { mode: "all", dryRun: options.dryRun, preparation: options.preparation },
      {
        progress: async ({ read }) => options.progress(read, total),
        commit: async () => undefined,
      },
    );
    const problems = atLines(outcome.refusedRows);
    if (problems.length > 0) return failure(...problems);
    return success({
      records: outcome.created + outcome.changed,
      skipped: atLines(outcome.skippedRows),
    });
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}

const atLines = (rows: readonly RefusedRow[]): readonly Problem[] =>
  rows.flatMap(({ line, problems }) =>
    problems.map((item) => ({ ...item, path: `/${line}${item.path}` })),
  );
