/** The table of what people want to be reminded of. */
import { quoted } from "../db/names.ts";

export function reminderTables(schema: string): readonly string[] {
  const table = `${quoted(schema)}."_reminder"`;
  return [
    `create table ${table} ("id" uuid not null, "account" uuid not null, "object" text not null, "record" uuid not null, "at" timestamptz(3) not null, "note" text not null, constraint "_reminder_pk" primary key ("id"))`,
    `create index "_reminder_account" on ${table} ("account", "at", "id")`,
  ];
}
