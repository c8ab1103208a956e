/** Runs and their history for those who look at them. */
import type { Executor, TextRow } from "../db/database.ts";
import type { Run, RunStatus } from "./run.ts";
import { historyOfRuns, runColumns, runOf, runTable } from "./run-rows.ts";

export interface RunRow extends Run {
  readonly startedAt: Date;
  readonly changedAt: Date;
  readonly endedAt: Date | null;
}

const times = 'r."started_at", r."changed_at", r."ended_at"';
/** Columns before the times. */
const runWidth = 17;

function rowOf(row: TextRow): RunRow {
  const [startedAt, changedAt, endedAt] = row.slice(runWidth);
  return {
    ...runOf(row),
    startedAt: new Date(String(startedAt)),
    changedAt: new Date(String(changedAt)),
    endedAt: endedAt ? new Date(endedAt) : null,
  };
}

export async function readRun(
  executor: Executor,
  schema: string,
  id: string,
): Promise<RunRow | null> {
  const { rows } = await executor.run({
    text: `select ${runColumns}, ${times} from ${runTable(schema)} r where r."id" = $1`,
    values: [id],
  });
  return rows[0] === undefined ? null : rowOf(rows[0]);
}

export interface RunQuery {
  readonly workflow: string | null;
  readonly status: RunStatus | null;
  readonly record: string | null;
  /** Id of the last run of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** Newest first. */
export async function readRuns(
  executor: Executor,
  schema: string,
  { workflow, status, record, after, limit }: RunQuery,
): Promise<readonly RunRow[]> {
  const { rows } = await executor.run({
    text: `select ${runColumns}, ${times} from ${runTable(schema)} r
      where ($1::text is null or r."workflow" = $1) and ($2::text is null or r."status" = $2) and ($3::uuid is null or r."record" = $3)
      and ($4::uuid is null or (r."started_at", r."id") < (select "started_at", "id" from ${runTable(schema)} where "id" = $4))
      order by r."started_at" desc, r."id" desc limit $5`,
    values: [workflow, status, record, after, limit],
  });
  return rows.map(rowOf);
}

export interface HistoryRow {
  readonly step: string | null;
  readonly event: string;
  readonly actor: string | null;
  readonly at: Date;
  readonly input: unknown;
  readonly output: unknown;
  readonly error: unknown;
}

/** Entries of one run that are shown. */
export const historyMaximum = 2000;

const json = (text: string | null | undefined): unknown => JSON.parse(text ?? "null");

export async function readHistory(
  executor: Executor,
  schema: string,
  run: string,
): Promise<readonly HistoryRow[]> {
  const { rows } = await executor.run({
    text: `select "step", "event", "actor", "at", "input", "output", "error" from ${historyOfRuns(schema)} where "run" = $1 order by "number" limit $2`,
    values: [run, historyMaximum],
  });
  return rows.map(([step, event, actor, at, input, output, error]) => ({
    step: step ?? null,
    event: String(event),
    actor: actor ?? null,
    at: new Date(String(at)),
    input: json(input),
    output: json(output),
    error: json(error),
  }));
}
