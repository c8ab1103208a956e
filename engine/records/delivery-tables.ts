/** The tables of what leaves a workspace, where to, and of what people are told in it. */
import { quoted } from "../db/names.ts";
import { noticesToSend, openNotices } from "./subscription-tables.ts";

export function deliveryTables(schema: string): readonly string[] {
  const table = (name: string): string => `${quoted(schema)}."${name}"`;
  const [delivery, endpoint, notification] = ["_delivery", "_endpoint", "_notification"].map(table);
  return [
    `create table ${delivery} ("id" uuid not null, "kind" text not null, "target" text not null, "run" uuid, "token" uuid, "object" text, "record" uuid, "payload" jsonb not null, "status" text not null, "attempt" integer not null, "next_at" timestamptz(3), "response_code" integer, "response_excerpt" text, "created_at" timestamptz(3) not null, "finished_at" timestamptz(3), constraint "_delivery_pk" primary key ("id"))`,
    `create index "_delivery_at" on ${delivery} ("created_at", "id")`,
    `create index "_delivery_run" on ${delivery} ("run") where "run" is not null`,
    `create index "_delivery_open" on ${delivery} ("target", "status") where "finished_at" is null`,
    `create table ${endpoint} ("id" uuid not null, "name" text not null, "url" text not null, "format" text not null, "secret" text, "former_secret" text, "former_until" timestamptz(3), "failing_since" timestamptz(3), "paused_at" timestamptz(3), "changed_at" timestamptz(3) not null, "changed_by" uuid, constraint "_endpoint_pk" primary key ("id"))`,
    `create unique index "_endpoint_name" on ${endpoint} ("name")`,
    `create table ${notification} ("id" uuid not null, "account" uuid not null, "run" uuid, "object" text, "record" uuid, "subject" jsonb not null, "text" jsonb, "at" timestamptz(3) not null, "read_at" timestamptz(3), "subscription" uuid, "told" jsonb, "mail_due" timestamptz(3), "mail" uuid, "mailed_at" timestamptz(3), constraint "_notification_pk" primary key ("id"))`,
    `create index "_notification_account" on ${notification} ("account", "at", "id")`,
    noticeOrder(schema),
    openNotices(schema),
    noticesToSend(schema),
    `create index "_notification_unread" on ${notification} ("account") where "read_at" is null`,
  ];
}

/** The order in which old notices go. */
export const noticeOrder = (schema: string): string =>
  `create index "_notification_at" on ${quoted(schema)}."_notification" ("at", "id")`;
