/** Reading the ledger: what each script costs, and single runs, newest first. */

import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";

export const scriptRunsDefault = 50;
export const scriptRunsMaximum = 200;

/** Sums over the days that are asked for. */
const costColumns = `jsonb_build_object('script', "script", 'runs', sum("runs"), 'failed', sum("failed"), 'stopped', sum("stopped"),
  'wall_milliseconds', sum("wall_ms"), 'cpu_milliseconds', sum("cpu_ms"), 'calls', sum("calls"))`;

/** JSON texts, one per script, dearest first. */
export async function readScriptCosts(
  executor: Executor,
  schema: string,
  since: Date,
): Promise<readonly string[]> {
  const { rows } = await executor.run({
    text: `select ${costColumns} from ${quoted(schema)}."_script_cost" where "hour" >= $1 group by "script" order by sum("cpu_ms") desc, "script"`,
    values: [since],
  });
  return rows.map(([text]) => text ?? "{}");
}

const briefColumns = `'id', "id", 'script', "script", 'occasion', "occasion", 'at', to_char("at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'by', "actor", 'chain', "chain", 'outcome', "outcome", 'code', "code", 'message', "message", 'place', "place", 'usage', "usage"`;

export interface ScriptRunsQuery {
  readonly script: string | null;
  /** Only runs that failed or were ended. */
  readonly failed: boolean;
  /** Id of the last run of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** JSON texts, one more than `limit` when there is another page. */
export async function readScriptRuns(
  executor: Executor,
  schema: string,
  { script, failed, after, limit }: ScriptRunsQuery,
): Promise<readonly string[]> {
  const { rows } = await executor.run({
    text: `select jsonb_build_object(${briefColumns}) from ${quoted(schema)}."_script_run"
      where ($1::text is null or "script" = $1) and (not $2::boolean or "outcome" <> 'returned') and ($3::uuid is null or "id" < $3)
      order by "id" desc limit $4`,
    values: [script, failed, after, limit + 1],
  });
  return rows.map(([text]) => text ?? "{}");
}

/** One run whole, with its log and what it was given; null when it is not kept. */
export async function readScriptRun(
  executor: Executor,
  schema: string,
  id: string,
): Promise<string | null> {
  const { rows } = await executor.run({
    text: `select jsonb_build_object(${briefColumns}) || jsonb_build_object('log', "log", 'input', "input") from ${quoted(schema)}."_script_run" where "id" = $1`,
    values: [id],
  });
  return rows[0]?.[0] ?? null;
}
