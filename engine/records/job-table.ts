/** The table of a workspace's import jobs. */
import type { Database } from "../db/database.ts";
import { quoted } from "../db/names.ts";

export function jobTables(schema: string): readonly string[] {
  const table = `${quoted(schema)}."_job"`;
  return [
    `create table ${table} ("id" uuid not null, "account" uuid not null, "object" text not null, "state" text not null, "dry_run" boolean not null, "mode" text not null, "key" text, "server" uuid not null, "created_at" timestamptz(3) not null, "beat_at" timestamptz(3) not null, "finished_at" timestamptz(3), "total" integer not null, "read" integer not null default 0, "created" integer not null default 0, "changed" integer not null default 0, "refused" integer not null default 0, "columns" jsonb not null, "refused_rows" jsonb, "written" jsonb, "problems" jsonb, "not_undone" jsonb, "cancelled" boolean not null default false, constraint "_job_pk" primary key ("id"))`,
    `create index "_job_account" on ${table} ("account", "created_at")`,
  ];
}

/** What an import wrote can be taken back, and what it refused be read, for so many days. */
export const jobDays = 30;

export async function purgeJobs(database: Database, schema: string, now: Date): Promise<void> {
  await database.run({
    text: `delete from ${quoted(schema)}."_job" where "created_at" < $1`,
    values: [new Date(now.getTime() - jobDays * 86_400_000)],
  });
}
