/** Failures that are nobody's input: the database is away, the catalog is old, a programming error. */
import { problem } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import { foundAllBusy, lostToAnother, sqlState } from "../db/database.ts";
import { anotherVersion } from "../db/version-check.ts";
import type { Observe } from "../observe.ts";
import { RevisionConflict } from "../records/conflict.ts";
import type { Answer } from "./answer.ts";
import { problemAnswer } from "./problem-answer.ts";

const unavailableStates = /^(08...|57P0[123]|53...)$/;
const unavailableCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND"]);

/** True when the database cannot be reached or is going away. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null && unavailableStates.test(state)) return true;
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && unavailableCodes.has(error.code))
    return true;
  return /connection terminated|client has encountered a connection error/i.test(error.message);
}

/**
 * No such table or column, another type of column, no value for a column that is required by now:
 * a statement that waited for a publish may find all of these. A statement sent behind such a one
 * finds that it was not kept (26000).
 */
const ofAnotherVersion = new Set(["42P01", "42703", "42804", "42883", "42846", "23502", "26000"]);

/**
 * True when a statement names a table or column that is no longer there, or would have written in a
 * version that is the current one no more: somebody published. The catalog is read again and the
 * request run once more.
 */
export function isOutdated(error: unknown): boolean {
  const state = sqlState(error);
  return state !== null && (ofAnotherVersion.has(state) || state === anotherVersion);
}

/** True when PostgreSQL keeps a statement from before a publish that changed a column's type. */
export const isOldStatement = (error: unknown): boolean =>
  sqlState(error) === "0A000" && error instanceof Error && error.message.includes("cached plan");

export function failureAnswer(
  error: unknown,
  locale: Locale,
  requestId: string,
  observe: Observe,
): Answer {
  if (error instanceof RevisionConflict) {
    return problemAnswer([error.problem], locale, requestId, {
      conflict: error.sides,
      headers: { etag: `"${error.sides.revision}"` },
    });
  }
  if (sqlState(error) === "57014")
    return problemAnswer([problem("took_too_long")], locale, requestId);
  if (lostToAnother(error)) return problemAnswer([problem("lost_to_others")], locale, requestId);
  if (foundAllBusy(error)) return problemAnswer([problem("server_busy")], locale, requestId);
  if (isUnavailable(error)) return problemAnswer([problem("unavailable")], locale, requestId);
  observe({ kind: "request_failed", requestId, error });
  return problemAnswer([problem("internal")], locale, requestId);
}
