/** The table of who follows what, and what notices keep of it. */
import { quoted } from "../db/names.ts";

export function subscriptionTables(schema: string): readonly string[] {
  const table = `${quoted(schema)}."_subscription"`;
  return [
    // `since`: what was written before the person followed, by what had been committed then.
    `create table ${table} ("id" uuid not null, "account" uuid not null, "object" text not null, "record" uuid, "filter" text, "title" text, "view" text, "since" text not null, "created_at" timestamptz(3) not null, "pace" text, constraint "_subscription_pk" primary key ("id"))`,
    `create index "_subscription_account" on ${table} ("account", "created_at", "id")`,
    `create unique index "_subscription_record" on ${table} ("record", "account") where "record" is not null`,
    `create index "_subscription_list" on ${table} ("object") where "record" is null`,
    digestTable(schema),
  ];
}

/** When people are written to about what they follow. */
const digestTable = (schema: string): string =>
  `create table ${quoted(schema)}."_digest" ("account" uuid not null, "pace" text not null, "time_zone" text not null, "hour" smallint not null, "weekday" smallint not null, constraint "_digest_pk" primary key ("account"))`;

/** Notices that wait for a mail. */
export const noticesToSend = (schema: string): string =>
  `create index "_notification_mail" on ${quoted(schema)}."_notification" ("account", "mail_due") where "mail_due" is not null and "mail" is null`;

/** Notices of subscriptions that nobody has read yet: what comes meanwhile is added to them. */
export const openNotices = (schema: string): string =>
  `create index "_notification_open" on ${quoted(schema)}."_notification" ("subscription") where "subscription" is not null and "read_at" is null`;

/** Gives the notices of an earlier engine what those of subscriptions keep. */
export const noticesOfSubscriptions = (schema: string): readonly string[] => [
  `alter table ${quoted(schema)}."_notification" add column if not exists "subscription" uuid, add column if not exists "told" jsonb, add column if not exists "mail_due" timestamptz(3), add column if not exists "mail" uuid, add column if not exists "mailed_at" timestamptz(3)`,
  openNotices(schema),
  noticesToSend(schema),
];
