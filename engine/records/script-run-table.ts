/** The tables of what scripts cost: single runs, and sums by script and hour. */
import { quoted } from "../db/names.ts";

/** What failed runs are repeated by. */
export const recordingTables = (schema: string): readonly string[] => [
  `create table ${quoted(schema)}."_script_recording" ("id" uuid not null, "at" timestamptz(3) not null, "recording" text not null, constraint "_script_recording_pk" primary key ("id"))`,
  `create index "_script_recording_at" on ${quoted(schema)}."_script_recording" ("at", "id")`,
];

export function scriptTables(schema: string): readonly string[] {
  const runs = `${quoted(schema)}."_script_run"`;
  const costs = `${quoted(schema)}."_script_cost"`;
  return [
    `create table ${runs} ("id" uuid not null, "script" text not null, "digest" text not null, "occasion" text not null, "at" timestamptz(3) not null, "actor" uuid, "causality" uuid not null, "chain" text[] not null, "outcome" text not null, "code" text, "message" text, "place" text, "usage" jsonb not null, "log" jsonb not null, "input" jsonb, constraint "_script_run_pk" primary key ("id"))`,
    `create index "_script_run_script" on ${runs} ("script", "at" desc, "id")`,
    `create index "_script_run_at" on ${runs} ("at" desc, "id")`,
    `create table ${costs} ("script" text not null, "hour" timestamptz not null, "runs" bigint not null, "failed" bigint not null, "stopped" bigint not null, "wall_ms" bigint not null, "cpu_ms" bigint not null, "calls" bigint not null, constraint "_script_cost_pk" primary key ("script", "hour"))`,
  ];
}
