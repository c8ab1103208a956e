/** What the API answers about workflows: runs, notices, what leaves the workspace and where to. */
import type { JsonSchema } from "./json-object.ts";

export const runStatuses = ["running", "waiting", "failed", "done", "cancelled", "undone"] as const;
export type RunStatus = (typeof runStatuses)[number];

/** One line of `GET /runs`. */
export interface RunEntry {
  readonly id: string;
  readonly workflow: string;
  readonly title: string;
  /** Of the workspace, in which it was started. */
  readonly version: number;
  readonly event: string;
  readonly status: RunStatus;
  readonly object: string | null;
  readonly record: string | null;
  /** Null: nobody, the time or another system. */
  readonly started_by: { readonly id: string; readonly name: string | null } | null;
  readonly started_at: string;
  readonly changed_at: string;
  readonly ended_at: string | null;
  /** The run that it is a part of. */
  readonly parent: string | null;
}

/** `GET /runs?workflow=&status=&record=&after=&limit=`: newest first. */
export interface RunPage {
  readonly data: readonly RunEntry[];
  readonly next: string | null;
}

/** A problem that was kept with a run; `message` for who reads all of the record. */
export interface RunProblem {
  readonly code: string;
  readonly path?: string;
  readonly params?: JsonSchema;
  readonly message?: string;
}

/** Where a run stands. */
export interface RunPlace {
  readonly step: string;
  readonly title: string | null;
  readonly status: "ready" | "waiting" | "failed";
  readonly waits_for: "time" | "record" | "delivery" | "run" | "retry" | "inner" | "person" | null;
  /** When it goes on by itself; null: not before what it waits for. */
  readonly until: string | null;
  /** How often the step has failed. */
  readonly attempt: number;
  readonly undoes: UndoneStep | null;
  /** Who is asked, where it waits for people. */
  readonly people?: readonly { readonly id: string; readonly name: string | null }[];
  /** The record that it waits for, and what must happen to it. */
  readonly record?: string | null;
  readonly event?: string | null;
  readonly problems: readonly RunProblem[];
}

export const runEvents = [
  "done",
  "failed",
  "retrying",
  "waiting",
  "skipped",
  "retried",
  "cancelled",
  "migrated",
  "undoing",
] as const;
export type RunEvent = (typeof runEvents)[number];

/** Why what a run has done is undone: a step failed for good, somebody said so, a step did. */
export const undoReasons = ["failed", "cancelled", "step"] as const;
export type UndoReason = (typeof undoReasons)[number];

/** The step that another one undoes. */
export interface UndoneStep {
  readonly step: string;
  readonly title: string;
}

/** What happened in a run; input and output for who reads all of the record. */
export interface RunStep {
  readonly step: string | null;
  readonly title: string | null;
  readonly undoes: UndoneStep | null;
  /** One of `runEvents`; later engines may know more. */
  readonly event: string;
  readonly actor: string | null;
  readonly at: string;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly problems: readonly RunProblem[];
}

/** `GET /runs/{id}` */
export interface RunWhole extends RunEntry {
  readonly variables?: JsonSchema;
  /** The steps that led here, the first cause first. */
  readonly chain: readonly string[];
  /** Null: it has not come to that. */
  readonly undoing: UndoReason | null;
  /** Whether what it has done can be undone when it is cancelled. */
  readonly undoable: boolean;
  readonly now: readonly RunPlace[];
  readonly steps: readonly RunStep[];
}

export type ReplayedStep = Omit<RunStep, "title" | "actor" | "at" | "undoes">;

/** `POST /runs/{id}/replay` `{version?}`: what would happen now, beside what did. */
export interface RunReplay {
  readonly status: RunStatus;
  /** Steps at which it would wait for what has not been answered. */
  readonly waits: readonly string[];
  readonly steps: readonly ReplayedStep[];
  readonly original: readonly ReplayedStep[];
}

/** `POST /runs/{id}/migrate` `{version?, steps?, dry_run?}`: where it would go on. */
export interface RunMigration {
  readonly steps: readonly {
    readonly step: string;
    /** Null: there is no such step; name one. */
    readonly to: string | null;
  }[];
}

/** One line of `GET /forms`: those that the caller may send. */
export interface StartFormEntry {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Anybody who has its address may send it, too. */
  readonly public: boolean;
}

export interface StartFormList {
  readonly data: readonly StartFormEntry[];
}

/** `GET /forms/{name}`, `GET /public-forms/{name}`: in the reader's language. */
export interface StartFormWhole extends StartFormEntry {
  /** What is said when it has been sent; empty: nothing of its own. */
  readonly done: string;
  /** Its fields, as an object has them. */
  readonly input: JsonSchema;
  /** As in `SignedIn`: who sends a public form is not signed in. */
  readonly time_zone: string;
}

/** `POST /forms/{name}`, `POST /public-forms/{name}` `{submission, values}` */
export interface FormSent {
  readonly done: string;
  /** Its run, for who has an account. */
  readonly run?: string;
}

export interface NoticeEntry {
  readonly id: string;
  readonly object: string | null;
  readonly record: string | null;
  /** Of a list that is followed: how the screen shows it, the query of its address. */
  readonly view: string | null;
  readonly subject: string;
  readonly text: string | null;
  readonly at: string;
  readonly read_at: string | null;
}

/** `GET /notifications?unread=&after=&limit=`: newest first. */
export interface NoticePage {
  readonly data: readonly NoticeEntry[];
  readonly next: string | null;
  /** How many the caller has not read. */
  readonly unread: number;
}

export const deliveryStatuses = ["waiting", "paused", "done", "failed", "handed_over"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface DeliveryEntry {
  readonly id: string;
  readonly kind: "webhook" | "http" | "mail";
  /** Name of the endpoint; of a mail the account. */
  readonly target: string;
  readonly run: string | null;
  readonly object: string | null;
  readonly record: string | null;
  /** `handed_over`: a mail, which the outbox of mails sends. */
  readonly status: DeliveryStatus;
  readonly attempt: number;
  readonly next_at: string | null;
  readonly response_code: number | null;
  /** Where there was no answer: `no_answer`, `address_refused`, `address`. */
  readonly response_excerpt: string | null;
  readonly payload: JsonSchema;
  readonly created_at: string;
  readonly finished_at: string | null;
}

/** `GET /deliveries?status=&run=&after=&limit=`: newest first. */
export interface DeliveryPage {
  readonly data: readonly DeliveryEntry[];
  readonly next: string | null;
}

/** `standard`: Standard Webhooks · the others: robots of group chats. */
export const endpointFormats = ["standard", "wecom", "dingtalk", "feishu"] as const;
export type EndpointFormat = (typeof endpointFormats)[number];

/** `GET /endpoints`, by name. */
export interface EndpointEntry {
  readonly name: string;
  readonly url: string;
  readonly format: EndpointFormat | "incoming";
  readonly has_secret: boolean;
  readonly failing_since: string | null;
  /** Nothing is sent until somebody says so. */
  readonly paused_at: string | null;
}

export interface EndpointList {
  readonly data: readonly EndpointEntry[];
}
