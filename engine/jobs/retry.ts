/** What is tried again, when, and how often. */
import { sqlState } from "../db/database.ts";
import { anotherVersion } from "../db/version-check.ts";

/** After so many attempts somebody has to look at it. */
export const attemptsMaximum = 5;
const firstSeconds = 10;
const factor = 3;
const longestSeconds = 3600;
/** Part of a pause by which it varies, so that what failed together does not come again together. */
const jitter = 0.2;

/**
 * `retryable`: may go well another time · `permanent`: will not, whoever tries ·
 * `outdated`: the catalog it was done with is old.
 */
export type FailureClass = "retryable" | "permanent" | "outdated";

/** A failure of which its thrower knows whether it may go well another time. */
export class Failure extends Error {
  readonly failureClass: FailureClass;
  /** What another said about when to come again, in milliseconds. */
  readonly after: number | null;
  constructor(message: string, failureClass: FailureClass, after: number | null = null) {
    super(message);
    this.failureClass = failureClass;
    this.after = after;
  }
}

/** Connection lost, resources short, going away, deadlock, no lock in time. */
const passing = /^(?:08...|53...|57P0[123]|40...|55P03|57014)$/;
/** No such table or column, another type of column: a publish came between. */
const ofAnotherVersion = new Set(["42P01", "42703", "42804", "42883", "42846", "26000", "0A000"]);
/** Violated constraints and values that do not fit. */
const ofTheData = /^2[23]/;

export function failureClassOf(error: unknown): FailureClass {
  if (error instanceof Failure) return error.failureClass;
  const state = sqlState(error);
  if (state === null) return "retryable";
  if (ofAnotherVersion.has(state) || state === anotherVersion) return "outdated";
  if (passing.test(state)) return "retryable";
  return ofTheData.test(state) ? "permanent" : "retryable";
}

/**
 * Milliseconds until the next attempt.
 * @param attempt how many have failed
 * @param random at least 0, less than 1
 */
export function pauseAfter(attempt: number, random = Math.random()): number {
  const seconds = Math.min(firstSeconds * factor ** (attempt - 1), longestSeconds);
  return Math.round(seconds * 1000 * (1 - jitter + 2 * jitter * random));
}

/** An error's own words, short enough for a row. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500);
