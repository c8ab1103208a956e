/** What the API answers about scripts: actions that are offered, workflows among them, what runs cost, how they ended. */
import type { JsonSchema } from "./json-object.ts";

/** Where an action is offered: with one record, or with those that are marked in a list. */
export const actionPlaces = ["record", "list"] as const;
export type ActionPlace = (typeof actionPlaces)[number];

/** Records that one action is started for. */
export const actionRecordsMaximum = 200;

/** `workflow`: it is started by `POST /workflows/{name}/runs`, and answers before it is done. */
export const actionKinds = ["script", "workflow"] as const;
export type ActionKind = (typeof actionKinds)[number];

export interface OfferedAction {
  readonly kind: ActionKind;
  readonly name: string;
  readonly title: string;
  readonly on: ActionPlace;
  /** A question to agree to first; empty: none. */
  readonly confirm: string;
  /** What is asked before it runs, as the document has it (see `inputModel`); null: nothing. */
  readonly input: JsonSchema | null;
}

/** `GET /records/{object}/actions` and `GET /records/{object}/{id}/actions`. */
export interface OfferedActions {
  readonly data: readonly OfferedAction[];
}

/** The answer of an action: what a person is told when it is done. */
export interface ActionAnswer {
  readonly message: string | null;
  /** The record to go to. */
  readonly open: { readonly object: string; readonly id: string } | null;
}

/** What the runs of one script have cost together. */
export interface ScriptCost {
  readonly script: string;
  readonly runs: number;
  readonly failed: number;
  /** Ended because they crossed a limit. */
  readonly stopped: number;
  readonly wall_milliseconds: number;
  readonly cpu_milliseconds: number;
  /** What they asked of the database. */
  readonly calls: number;
}

/** `GET /scripts/costs?days=`: dearest first. */
export interface ScriptCosts {
  readonly data: readonly ScriptCost[];
}

/** `stopped`: it crossed a limit. */
export const runOutcomes = ["returned", "threw", "stopped"] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** One run; `GET /scripts/runs` has them without `log` and `input`. */
export interface ScriptRunEntry {
  readonly id: string;
  readonly script: string;
  /** What started it. */
  readonly occasion: string;
  readonly at: string;
  /** Who acted; null for the system. */
  readonly by: string | null;
  /** The scripts whose writes led to it, the first one first. */
  readonly chain: readonly string[];
  readonly outcome: RunOutcome;
  readonly code: string | null;
  readonly message: string | null;
  /** Where in which script it failed: `discount.ts:4:9`. */
  readonly place: string | null;
  readonly usage: JsonSchema;
}

/** `GET /scripts/runs?script=&failed=&after=&limit=`: newest first. */
export interface ScriptRunPage {
  readonly data: readonly ScriptRunEntry[];
  readonly next: string | null;
}

/** `GET /scripts/runs/{id}` */
export interface ScriptRunWhole extends ScriptRunEntry {
  readonly log: readonly { readonly level: string; readonly text: string }[];
  /** What it was given; kept of runs that failed. */
  readonly input: unknown;
}
