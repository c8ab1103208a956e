/** Telling a run that what one of its tokens waits for has come. */
import type { Executor } from "../db/database.ts";
import type { Payload } from "../jobs/job.ts";
import { addJobs } from "../jobs/job-rows.ts";
import type { Resumption } from "./run.ts";
import { runJob } from "./start-runs.ts";

export interface Wake extends Resumption {
  readonly run: string;
  readonly token: string;
  /** What has come; a token that waits for something else hears nothing. */
  readonly ref: string;
}

/**
 * In the transaction of what has come. The run itself is not touched, so that nobody waits for it;
 * a token that waits no more hears nothing.
 */
export const wakeTokens = (
  transaction: Executor,
  workspace: string,
  wakes: readonly Wake[],
): Promise<void> =>
  addJobs(
    transaction,
    wakes.map(({ run, token, ref, outcome, result, output }) => ({
      kind: runJob,
      workspace,
      key: run,
      payload: {
        token,
        ref,
        outcome,
        ...(result === undefined ? {} : { result }),
        ...(output === undefined ? {} : { output }),
      },
    })),
  );

/** What a job's payload says has come; null for a job that only looks at the time. */
export function wakeIn(payload: Payload): Omit<Wake, "run"> | null {
  const { token, ref, outcome, result, output } = payload;
  if (typeof token !== "string" || typeof ref !== "string") return null;
  return {
    token,
    ref,
    outcome: typeof outcome === "string" ? outcome : null,
    ...(typeof result === "object" && result !== null ? { result } : {}),
    ...(output === undefined ? {} : { output }),
  };
}
