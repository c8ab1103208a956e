/** What the API answers about tasks: what people are asked to decide or to do, and how it went. */
import type { JsonSchema } from "./json-object.ts";

/** A person as others see him; null: an account that is no more. */
export interface TaskPerson {
  readonly id: string;
  readonly name: string | null;
}

/** `mine`: open, for the caller or for whom he stands in · `done`: decided by him · `started`: requests of his own · `copied`: told of. */
export const taskBoxes = ["mine", "done", "started", "copied"] as const;
export type TaskBox = (typeof taskBoxes)[number];

/** `approval`: to be decided · `task`: to be done · `resubmit`: given back to who started it. */
export const taskKinds = ["approval", "task", "resubmit"] as const;
export type TaskKind = (typeof taskKinds)[number];

/** `waiting`: its turn has not come · `closed`: others have settled it. */
export const taskStatuses = [
  "waiting",
  "pending",
  "approved",
  "rejected",
  "returned",
  "transferred",
  "answered",
  "skipped",
  "closed",
] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** How an approval stands. `withdrawn`: by who started it · `closed`: what it belonged to is over. */
export const approvalStatuses = [
  "pending",
  "approved",
  "rejected",
  "returned",
  "withdrawn",
  "closed",
] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];

/** Addresses `POST /tasks/{id}/{action}`. */
export const taskActions = [
  "approve",
  "reject",
  "return",
  "transfer",
  "add_approver",
  "remove_approver",
  "delegate",
  "answer",
  "withdraw",
  "take_back",
  "remind",
  "copy",
] as const;
export type TaskAction = (typeof taskActions)[number];

/** Where a task comes from. */
export const taskOrigins = [
  "step",
  "manager",
  "administrator",
  "fallback",
  "before",
  "after",
  "beside",
  "transferred",
  "consulted",
  "escalated",
] as const;
export type TaskOrigin = (typeof taskOrigins)[number];

/** One line of `GET /tasks`. In `started` and `copied` its id is that of the approval's first task. */
export interface TaskSummary {
  readonly id: string;
  readonly kind: TaskKind;
  readonly status: TaskStatus;
  readonly approval: string;
  readonly approval_status: ApprovalStatus;
  readonly run: string;
  readonly workflow: { readonly name: string; readonly title: string };
  readonly step: { readonly name: string; readonly title: string };
  readonly object: string | null;
  readonly record: string | null;
  /** The record's title as the caller may read it; null otherwise. */
  readonly record_title: string | null;
  /** Of the record now, for `revision` of a decision; null when it is not there for the caller. */
  readonly revision: number | null;
  readonly assignee: TaskPerson;
  /** Whom the caller stands in for; null: he is asked himself. */
  readonly standing_in_for: TaskPerson | null;
  readonly origin: TaskOrigin;
  readonly started_by: TaskPerson | null;
  readonly started_at: string;
  /** When it came to the assignee. */
  readonly at: string;
  readonly due_at: string | null;
  readonly overdue: boolean;
  /** When the caller read his copy; only in `copied`. */
  readonly read_at: string | null;
  /** What the caller may do with it now. */
  readonly actions: readonly TaskAction[];
}

export interface TaskCounts {
  readonly mine: number;
  readonly overdue: number;
  /** Requests of the caller that are still open. */
  readonly started: number;
  /** Copies that he has not read. */
  readonly copied: number;
}

/** `GET /tasks?box=&workflow=&record=&after=&limit=`: newest first. */
export interface TaskPage {
  readonly data: readonly TaskSummary[];
  readonly next: string | null;
  readonly counts: TaskCounts;
}

/** `any`: one decides for all · `all` · `in_turn` · `votes`: so many must agree. */
export type VoteRule =
  | { readonly kind: "any" | "all" | "in_turn" }
  | { readonly kind: "votes"; readonly needed: number };

export interface OpinionFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** One person in an approval, and what he said. */
export interface ChainTask {
  readonly id: string;
  readonly assignee: TaskPerson;
  readonly status: TaskStatus;
  readonly origin: TaskOrigin;
  /** The task that it was added to, handed over from, or asked by. */
  readonly parent: string | null;
  /** Where one after another is asked: the place in the order, from 1. */
  readonly turn: number;
  readonly opinion: string | null;
  /** What was said with it; the bytes: `GET /tasks/{id}/files/{file}`. */
  readonly files: readonly OpinionFile[];
  /** Who acted; another than the assignee when somebody stood in for him. Null: nobody, or the time. */
  readonly acted_by: TaskPerson | null;
  /** How it was said: `mail_link` by the link of a mail; null by somebody who was signed in. */
  readonly via: "mail_link" | null;
  readonly at: string;
  readonly decided_at: string | null;
  /** Fields that were changed with the decision, as far as the caller may read them. */
  readonly changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
}

/** One round of one step. */
export interface ChainApproval {
  readonly id: string;
  readonly kind: TaskKind;
  readonly step: { readonly name: string; readonly title: string };
  /** From 1; grows when it comes back to the step. */
  readonly round: number;
  readonly rule: VoteRule;
  readonly status: ApprovalStatus;
  /** Why it went by itself: nobody was found, all have agreed before, the time. */
  readonly reason: "nobody" | "repeated" | "time" | null;
  readonly at: string;
  readonly due_at: string | null;
  readonly ended_at: string | null;
  readonly tasks: readonly ChainTask[];
}

/** All that was and is asked in one run, in its order. */
export interface ApprovalChain {
  readonly run: string;
  readonly workflow: { readonly name: string; readonly title: string };
  readonly started_by: TaskPerson | null;
  readonly started_at: string;
  readonly approvals: readonly ChainApproval[];
  readonly copies: readonly {
    readonly person: TaskPerson;
    readonly at: string;
    readonly read_at: string | null;
  }[];
}

/** `GET /tasks/{id}` */
export interface TaskDetails extends TaskSummary {
  readonly description: string;
  /** The record as the step shows it and the caller may read it; null without one. */
  readonly values: JsonSchema | null;
  /** `snapshot`: as it was when the approval began. */
  readonly shown: "snapshot" | "now";
  /** The record is another now than it was when the approval began. */
  readonly changed_since: boolean;
  readonly fields: {
    /** Fields that may be changed with the decision: `values` of it. */
    readonly edit: readonly string[];
    readonly hide: readonly string[];
    /** Fields that may not be empty; `opinion` is the opinion. */
    readonly require: readonly string[];
  };
  /** Steps that it may be returned to; `start`: who started it. */
  readonly return_to: readonly { readonly name: string; readonly title: string }[];
  readonly chain: ApprovalChain;
}

/** `POST /tasks/{id}/approve` and `reject`; of a task that is to be done `approve` says that it is. */
export interface DecideBody {
  readonly opinion?: string;
  /** Ids of uploads of the caller; `answer` and `return` take them, too. */
  readonly files?: readonly string[];
  /** The record's revision that was seen; another one now is 409. */
  readonly revision?: number;
  /** Fields of the record that the step lets change. */
  readonly values?: JsonSchema;
}

/** `POST /decisions/check` `{token}`: what the mail with this link has shown, and no more. */
export interface OpenDecision {
  /** Name of who decides by it. */
  readonly person: string;
  readonly step: string;
  readonly description: string;
  /** What the record is called, as far as he may know. */
  readonly record: string | null;
  readonly asked_by: string | null;
  readonly facts: readonly DecisionFact[];
  readonly needs_opinion: boolean;
  /** The record is another now than it was in the mail. */
  readonly changed_since: boolean;
}

/** A field of a record in words. */
export interface DecisionFact {
  readonly title: string;
  readonly value: string;
}

/** `POST /decisions`: 204, once. */
export interface LinkedDecision {
  readonly token: string;
  readonly decision: "approve" | "reject";
  readonly opinion?: string;
}

/** `POST /tasks/{id}/return`; without `to` the first of the step's `returnTo`. */
export interface ReturnBody {
  readonly to?: string;
  readonly opinion: string;
  readonly files?: readonly string[];
}

/** `POST /tasks/{id}/transfer`, `delegate` (asks an opinion), `copy` (`to` is a list there). */
export interface HandOverBody {
  readonly to: string;
  readonly opinion?: string;
}

/** `POST /tasks/{id}/add_approver`; `after` agrees with it. */
export interface AddApproverBody {
  readonly people: readonly string[];
  readonly place: "before" | "after" | "beside";
  readonly mode?: "any" | "all" | "in_turn";
  readonly opinion?: string;
}

/** What every act answers: how the task and its approval stand now. A second click is 409 `task_settled`. */
export interface TaskOutcome {
  readonly id: string;
  readonly status: TaskStatus;
  readonly approval_status: ApprovalStatus;
}

/** `POST /tasks/decide` `{decision, opinion?, tasks: [{id, revision?}]}`: each with its own outcome. */
export interface DecidedTasks {
  readonly data: readonly (
    | { readonly id: string; readonly outcome: TaskOutcome }
    | {
        readonly id: string;
        readonly problems: readonly { readonly code: string; readonly message: string }[];
      }
  )[];
}

/** One step of a chain that has not begun. */
export interface PreviewStep {
  readonly step: { readonly name: string; readonly title: string };
  readonly kind: TaskKind;
  readonly rule: VoteRule;
  readonly people: readonly {
    readonly person: TaskPerson;
    readonly origin: TaskOrigin;
    /** He agrees by having agreed before. */
    readonly skipped: boolean;
  }[];
  /** Nobody is found: it goes on by itself, or fails with `approval_nobody`; null: somebody is. */
  readonly nobody: "pass" | "stop" | null;
  /** False: an outcome decides whether it comes to that. */
  readonly certain: boolean;
  readonly due: string | null;
}

/** `POST /records/{object}/{id}/approvals/preview` `{transition?, workflow?}`: what would be asked of whom. */
export interface ApprovalPreview {
  readonly data: readonly {
    readonly workflow: { readonly name: string; readonly title: string };
    readonly steps: readonly PreviewStep[];
  }[];
}

/** `GET /records/{object}/{id}/approvals`: chains of a record, newest first. */
export interface ApprovalChains {
  readonly data: readonly ApprovalChain[];
}

/** `GET /account/delegations`, `POST` `{to, workflows?, from?, until?, reason?}`, `DELETE …/{id}`. */
export interface Delegation {
  readonly id: string;
  readonly from: TaskPerson;
  readonly to: TaskPerson;
  /** Names of workflows; null: all. */
  readonly workflows: readonly string[] | null;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly reason: string;
}

/** Those that the caller has given, and those that he was given. */
export interface Delegations {
  readonly given: readonly Delegation[];
  readonly received: readonly Delegation[];
}
