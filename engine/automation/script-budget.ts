/** What one run may still use up of the database. Crossing a limit ends the run, uncaught. */
import type { ScriptLimits } from "../../metadata/automation/script-limits.ts";
import { scriptLimitMaxima } from "../../metadata/automation/script-limits.ts";
import { problem } from "../../metadata/problem.ts";
import { Refused } from "../records/writer.ts";

/** Scripts and workflows that may lead to one another. */
export const chainMaximum = 8;

type Counted = "queries" | "rows_read" | "writes" | "rows_written" | "http_requests";

export interface ScriptBudget {
  /** @throws Refused when there is not so much left */
  take(limit: Counted, amount: number): void;
  /** What has been taken. */
  readonly taken: Readonly<Record<Counted, number>>;
}

export function makeScriptBudget(
  script: string,
  place: "transaction" | "background",
  limits: ScriptLimits,
): ScriptBudget {
  const taken: Record<Counted, number> = {
    queries: 0,
    rows_read: 0,
    writes: 0,
    rows_written: 0,
    http_requests: 0,
  };
  return {
    taken,
    take: (limit, amount) => {
      taken[limit] += amount;
      const maximum = Math.min(limits[limit] ?? Infinity, scriptLimitMaxima[limit][place]);
      if (taken[limit] > maximum)
        throw new Refused([problem("script_budget", "", { script, limit, maximum })]);
    },
  };
}
