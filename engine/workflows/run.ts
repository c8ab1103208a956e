/** A run of a workflow and its tokens: where it stands, as values. */

export type RunStatus = "running" | "waiting" | "failed" | "done" | "cancelled" | "undone";

type Json = Readonly<Record<string, unknown>>;

/** A record that a step made or found. */
export interface RecordResult {
  readonly object: string;
  readonly id: string;
}

/** What a step left for those after it. */
export interface StepResult {
  readonly record?: RecordResult | null;
  readonly values?: Json;
  readonly count?: number;
}

/** What a step that was carried out left, to be undone with. */
export interface Undoable {
  /** The step that undoes it. */
  readonly by: string;
  /** Items of the rounds that it was carried out in. */
  readonly items: Readonly<Record<string, string>>;
  readonly result?: StepResult;
}

/** A run that undoes what it has done, the last first. */
export interface Undoing {
  readonly because: "failed" | "cancelled" | "step";
  /** Number of the entry of the history whose step is undone now, or was; 0: nothing is left. */
  readonly before: number;
  /** The step that is undone now. */
  readonly step: string | null;
  readonly left: Undoable | null;
}

export interface Run {
  readonly id: string;
  readonly workflow: string;
  /** Digest of the document that it follows to its end. */
  readonly digest: string;
  /** Version of the workspace that it was started in. */
  readonly version: number;
  readonly event: string;
  readonly status: RunStatus;
  /** Name of the object at the time; null without a record. */
  readonly object: string | null;
  readonly record: string | null;
  /** The record as it was, of a run that its deletion started. */
  readonly snapshot: Json | null;
  readonly variables: Json;
  readonly results: Readonly<Record<string, StepResult>>;
  /** Null: nobody, the time or another system. */
  readonly startedBy: string | null;
  /** What led here, the first cause first. */
  readonly chain: readonly string[];
  readonly parent: string | null;
  readonly parentToken: string | null;
  /** Entries of its history so far. */
  readonly entries: number;
  /** Null: it has not come to that. */
  readonly undoing: Undoing | null;
}

export type TokenStatus = "ready" | "waiting" | "failed";

/** What a waiting token waits for. */
export type WaitFor =
  | "time"
  | "record"
  | "delivery"
  | "run"
  | "retry"
  /** Its own branches, or its round. */
  | "inner"
  /** Somebody who decides. */
  | "person";

/** How a wait ended: what was waited for, and with what. */
export interface Resumption {
  /** Null: as hoped. */
  readonly outcome: string | null;
  readonly result?: StepResult;
  readonly output?: unknown;
}

export interface Token {
  readonly id: string;
  readonly step: string;
  readonly status: TokenStatus;
  /** How often the step has failed. */
  readonly attempt: number;
  readonly wakeAt: Date | null;
  readonly waitFor: WaitFor | null;
  readonly waitObject: string | null;
  readonly waitRecord: string | null;
  readonly waitEvent: string | null;
  /** The token whose branch or round it goes through. */
  readonly parent: string | null;
  /** What its step keeps: places of a loop, counts of a join, how a wait ended. */
  readonly state: Json;
  readonly error: Json | null;
}

export type HistoryEvent =
  | "done"
  | "failed"
  | "retrying"
  | "waiting"
  | "skipped"
  | "retried"
  | "cancelled"
  | "migrated"
  | "undoing";

export interface HistoryEntry {
  readonly token: string | null;
  readonly step: string | null;
  readonly event: HistoryEvent;
  readonly at: Date;
  readonly actor?: string | null;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
  readonly undo?: Undoable | undefined;
}

export const isOver = (status: RunStatus): boolean =>
  status === "done" || status === "cancelled" || status === "undone";
