/** The tables of a workspace's workflows: runs, where they stand, what they did, what undoes it. */
import { quoted } from "../db/names.ts";

export function workflowTables(schema: string): readonly string[] {
  const table = (name: string): string => `${quoted(schema)}."${name}"`;
  const [run, token, history] = ["_workflow_run", "_workflow_token", "_workflow_history"].map(
    table,
  );
  return [
    `create table ${run} ("id" uuid not null, "workflow" text not null, "digest" text not null, "version" bigint not null, "event" text not null, "status" text not null, "object" text, "record" uuid, "snapshot" jsonb, "variables" jsonb not null, "results" jsonb not null, "start_key" text not null, "started_by" uuid, "chain" jsonb not null, "parent" uuid, "parent_token" uuid, "steps" integer not null, "started_at" timestamptz(3) not null, "changed_at" timestamptz(3) not null, "ended_at" timestamptz(3), constraint "_workflow_run_pk" primary key ("id"))`,
    `create unique index "_workflow_run_start" on ${run} ("start_key")`,
    `create index "_workflow_run_at" on ${run} ("started_at", "id")`,
    `create index "_workflow_run_record" on ${run} ("record", "started_at") where "record" is not null`,
    `create index "_workflow_run_live" on ${run} ("workflow", "digest") where "ended_at" is null`,
    `create index "_workflow_run_parent" on ${run} ("parent") where "parent" is not null`,
    `create table ${token} ("id" uuid not null, "run" uuid not null, "step" text not null, "status" text not null, "attempt" integer not null, "wake_at" timestamptz(3), "wait_for" text, "wait_object" text, "wait_record" uuid, "wait_event" text, "parent" uuid, "state" jsonb not null, "error" jsonb, constraint "_workflow_token_pk" primary key ("id"))`,
    `create index "_workflow_token_run" on ${token} ("run")`,
    `create index "_workflow_token_record" on ${token} ("wait_record") where "wait_record" is not null`,
    `create table ${history} ("id" uuid not null, "run" uuid not null, "number" integer not null, "token" uuid, "step" text, "event" text not null, "actor" uuid, "at" timestamptz(3) not null, "input" jsonb, "output" jsonb, "error" jsonb, constraint "_workflow_history_pk" primary key ("id"))`,
    `create unique index "_workflow_history_run" on ${history} ("run", "number")`,
  ];
}

/** What undoes a run's steps, and how far that has come; workspaces of earlier engines get it later. */
export const undoColumns = (schema: string): readonly string[] => [
  `alter table ${quoted(schema)}."_workflow_run" add column if not exists "undoing" jsonb`,
  `alter table ${quoted(schema)}."_workflow_history" add column if not exists "undo" jsonb`,
  `create index "_workflow_history_undo" on ${quoted(schema)}."_workflow_history" ("run", "number") where "undo" is not null`,
];
