/** The tables of what people are asked to decide, who is told of it, and who stands in for whom. */
import { quoted } from "../db/names.ts";

export function approvalTables(schema: string): readonly string[] {
  const table = (name: string): string => `${quoted(schema)}."${name}"`;
  const [approval, task, copy, delegation] = [
    "_approval",
    "_approval_task",
    "_approval_copy",
    "_delegation",
  ].map(table);
  return [
    `create table ${approval} ("id" uuid not null, "run" uuid not null, "token" uuid not null, "step" text not null, "kind" text not null, "round" integer not null, "rule" jsonb not null, "status" text not null, "reason" text, "object" text, "record" uuid, "lock" text, "snapshot" jsonb, "revision" bigint, "returned_to" text, "come_back" boolean not null, "next" text, "moments" jsonb not null, "at" timestamptz(3) not null, "due_at" timestamptz(3), "ended_at" timestamptz(3), constraint "_approval_pk" primary key ("id"))`,
    `create index "_approval_run" on ${approval} ("run", "at")`,
    `create index "_approval_record" on ${approval} ("record") where "record" is not null`,
    `create table ${task} ("id" uuid not null, "approval" uuid not null, "seat" uuid not null, "of_seat" uuid, "place" text, "batch" uuid, "batch_rule" text, "turn" integer not null, "assignee" uuid not null, "role" text, "origin" text not null, "parent" uuid, "status" text not null, "opinion" text, "acted_by" uuid, "changes" jsonb, "at" timestamptz(3) not null, "decided_at" timestamptz(3), "reminded_at" timestamptz(3), "via" text, constraint "_approval_task_pk" primary key ("id"))`,
    `create index "_approval_task_approval" on ${task} ("approval")`,
    `create index "_approval_task_open" on ${task} ("assignee", "at", "id") where "status" = 'pending'`,
    `create index "_approval_task_done" on ${task} ("acted_by", "decided_at", "id") where "acted_by" is not null`,
    `create table ${copy} ("id" uuid not null, "approval" uuid not null, "account" uuid not null, "reason" text not null, "at" timestamptz(3) not null, "read_at" timestamptz(3), constraint "_approval_copy_pk" primary key ("id"))`,
    `create unique index "_approval_copy_one" on ${copy} ("approval", "account")`,
    `create index "_approval_copy_account" on ${copy} ("account", "at", "id")`,
    `create table ${delegation} ("id" uuid not null, "from_account" uuid not null, "to_account" uuid not null, "workflows" jsonb, "valid_from" timestamptz(3) not null, "valid_until" timestamptz(3), "reason" text not null, "at" timestamptz(3) not null, constraint "_delegation_pk" primary key ("id"))`,
    `create index "_delegation_from" on ${delegation} ("from_account")`,
    `create index "_delegation_to" on ${delegation} ("to_account")`,
  ];
}

/** Runs of one person, for the list of what he has started. */
export const startedByIndex = (schema: string): string =>
  `create index "_workflow_run_started_by" on ${quoted(schema)}."_workflow_run" ("started_by", "started_at", "id") where "started_by" is not null`;

/** Links of mails that ask people to decide, and how a task keeps that one was used. */
export function decisionLinkTables(schema: string): readonly string[] {
  const link = `${quoted(schema)}."_decision_link"`;
  return [
    `create table ${link} ("id" uuid not null, "task" uuid not null, "at" timestamptz(3) not null, "digest" text, "shown" jsonb, "revision" bigint, "expires_at" timestamptz(3), constraint "_decision_link_pk" primary key ("id"))`,
    `create unique index "_decision_link_task" on ${link} ("task")`,
    `create unique index "_decision_link_digest" on ${link} ("digest")`,
    `alter table ${quoted(schema)}."_approval_task" add column if not exists "via" text`,
  ];
}
