/** What every workspace keeps beside the records of its objects. */
import { fileTables } from "../files/file-rows.ts";
import { namedSecretTables } from "../secrets/named-secrets.ts";
import { approvalTables, decisionLinkTables, startedByIndex } from "./approval-tables.ts";
import { turnTable } from "./assignment-turns.ts";
import { deliveryTables } from "./delivery-tables.ts";
import { historyTables } from "./history-months.ts";
import { jobTables } from "./job-table.ts";
import { binTables } from "./recycle-bin.ts";
import { reminderTables } from "./reminder-table.ts";
import { recordingTables, scriptTables } from "./script-run-table.ts";
import { shareTables } from "./shares.ts";
import { subscriptionTables } from "./subscription-tables.ts";
import { undoColumns, workflowTables } from "./workflow-tables.ts";

/** Tables that every workspace has beside its objects'. */
export function bookkeepingTables(schema: string, now: Date): readonly string[] {
  return [
    ...historyTables(schema, now),
    ...binTables(schema),
    ...fileTables(schema),
    ...jobTables(schema),
    ...shareTables(schema),
    ...scriptTables(schema),
    ...recordingTables(schema),
    ...workflowTables(schema),
    ...undoColumns(schema),
    ...deliveryTables(schema),
    ...subscriptionTables(schema),
    ...reminderTables(schema),
    turnTable(schema),
    ...namedSecretTables(schema),
    ...approvalTables(schema),
    startedByIndex(schema),
    ...decisionLinkTables(schema),
    `create table "${schema}"."_counter" ("id" uuid not null, "key" text not null, "value" bigint not null, constraint "_counter_pk" primary key ("id"))`,
    `create unique index "_counter_key" on "${schema}"."_counter" ("key")`,
    `create table "${schema}"."_request" ("id" uuid not null, "account" uuid not null, "key" text not null, "digest" text not null, "status" integer, "headers" text, "body" text, "at" timestamptz(3) not null, constraint "_request_pk" primary key ("id"))`,
    `create unique index "_request_key" on "${schema}"."_request" ("account", "key")`,
    `create index "_request_at" on "${schema}"."_request" ("at")`,
  ];
}
