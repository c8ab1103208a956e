/** What a script may use up. A document can only ask for less than the server gives. */
import { objectOrEmpty } from "../json-object.ts";

/** Every limit with the most a document may write, in a transaction and in the background. */
export const scriptLimitMaxima = {
  /** Seconds from begin to end, waiting included. */
  seconds: { transaction: 3, background: 120 },
  /** Milliseconds of computing. */
  cpu_milliseconds: { transaction: 1_000, background: 10_000 },
  /** Megabytes of its own. */
  memory_megabytes: { transaction: 64, background: 128 },
  queries: { transaction: 100, background: 500 },
  rows_read: { transaction: 10_000, background: 100_000 },
  writes: { transaction: 100, background: 150 },
  rows_written: { transaction: 5_000, background: 5_000 },
  http_requests: { transaction: 0, background: 20 },
} as const;

export type ScriptLimit = keyof typeof scriptLimitMaxima;
export const scriptLimitNames: readonly ScriptLimit[] = [
  "seconds",
  "cpu_milliseconds",
  "memory_megabytes",
  "queries",
  "rows_read",
  "writes",
  "rows_written",
  "http_requests",
];

export type ScriptLimits = Readonly<Partial<Record<ScriptLimit, number>>>;

/** The limits that a document sets. */
export function scriptLimitsIn(value: unknown): ScriptLimits {
  const written = objectOrEmpty(value);
  const found: Partial<Record<ScriptLimit, number>> = {};
  for (const name of scriptLimitNames) {
    const limit = Object.hasOwn(written, name) ? written[name] : undefined;
    if (typeof limit === "number") found[name] = limit;
  }
  return found;
}
