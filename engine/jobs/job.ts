/** What a job is, and what those who carry jobs out promise. */
import type { Executor } from "../db/database.ts";

/** Urgent jobs come before those that are due longer. */
export const priorities = { urgent: 2, normal: 1, idle: 0 } as const;
export type Priority = keyof typeof priorities;

/** A value that PostgreSQL keeps as JSON. */
export type Payload = Readonly<Record<string, unknown>>;

export interface Job {
  readonly id: string;
  /** Which handler carries it out. */
  readonly kind: string;
  readonly workspace: string;
  /** What it is about: a run, a delivery, a schedule. Several jobs may share one. */
  readonly key: string;
  readonly payload: Payload;
  /** When it was to be done. */
  readonly runAt: Date;
  /** How often it has failed, or, of a leased job, been taken. */
  readonly attempt: number;
}

export type NewJob = Pick<Job, "kind" | "workspace" | "key"> & {
  readonly payload?: Payload;
  /** Now, without it. */
  readonly runAt?: Date;
  readonly priority?: Priority;
};

/** Done and forgotten, or to be done again at a time; `failed` counts as one more attempt. */
export type JobOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "again"; readonly at: Date }
  | { readonly kind: "failed"; readonly at: Date; readonly error: string };

export const done: JobOutcome = { kind: "done" };

interface HandlerOf {
  readonly kind: string;
}

/**
 * Carried out in the transaction that takes it: effects and completion commit together, and a crash
 * leaves the job as it was, to be taken at once by another.
 */
export interface TransactionalHandler extends HandlerOf {
  readonly mode: "transactional";
  handle(job: Job, transaction: Executor): Promise<JobOutcome>;
  /** After the last attempt, in one transaction with the removal of the job; without it the job stays. */
  giveUp?(job: Job, error: unknown, transaction: Executor): Promise<void>;
}

/**
 * Carried out with no transaction open, for what waits for others. The job is taken for so long; a
 * crash lets it be taken again after that.
 */
export interface LeasedHandler extends HandlerOf {
  readonly mode: "leased";
  readonly leaseSeconds: number;
  /** Does the work, and says how it is to be written down, together with the job's own end. */
  handle(job: Job): Promise<(transaction: Executor) => Promise<JobOutcome>>;
}

export type JobHandler = TransactionalHandler | LeasedHandler;
