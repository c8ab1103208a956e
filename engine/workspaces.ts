/** Workspaces: one PostgreSQL schema each, made and dropped in one transaction. */
import { isBuiltInName } from "../metadata/documents/built-in-objects.ts";
import { failure, problem, type Result, success } from "../metadata/problem.ts";
import { writePerson } from "./access/people.ts";
import { dropAudit } from "./audit/cut-audit.ts";
import { type Catalog, makeCatalog } from "./catalog/catalog.ts";
import { publishChannel } from "./catalog/catalogs.ts";
import { emptyManifest, readDocuments, readManifest } from "./catalog/document-store.ts";
import { type Database, type Executor, sqlState } from "./db/database.ts";
import { quoted, workspaceSchema } from "./db/names.ts";
import { newUuid } from "./db/uuid.ts";
import { fileTables } from "./files/file-rows.ts";
import { missingBuiltIns } from "./publish/built-in-tables.ts";
import { renameEarlierKeys } from "./publish/earlier-key-names.ts";
import { readShape } from "./publish/shape.ts";
import { approvalTables, decisionLinkTables, startedByIndex } from "./records/approval-tables.ts";
import { turnTable } from "./records/assignment-turns.ts";
import { deliveryTables, noticeOrder } from "./records/delivery-tables.ts";
import { historyOrder } from "./records/history-months.ts";
import { jobTables } from "./records/job-table.ts";
import { reminderTables } from "./records/reminder-table.ts";
import { recordingTables, scriptTables } from "./records/script-run-table.ts";
import { shareEndIndex, shareTables } from "./records/shares.ts";
import { noticesOfSubscriptions, subscriptionTables } from "./records/subscription-tables.ts";
import { undoColumns, workflowTables } from "./records/workflow-tables.ts";
import { bookkeepingTables } from "./records/workspace-tables.ts";
import { namedSecretTables } from "./secrets/named-secrets.ts";

/** Characters of a workspace's name. */
export const workspaceNameMaximum = 40;

const namePattern = new RegExp(`^[a-z][a-z0-9_]{0,${workspaceNameMaximum - 1}}$`);

/** Creates an empty workspace; returns its id. */
export async function createWorkspace(database: Database, name: string): Promise<Result<string>> {
  if (!namePattern.test(name)) return failure(problem("invalid_workspace_name", "", { name }));
  const id = newUuid();
  const schema = workspaceSchema(name);
  try {
    await database.transaction(async (transaction) => {
      await transaction.run({
        text: "insert into core.workspace (id, name, schema, created_at) values ($1, $2, $3, $4)",
        values: [id, name, schema, new Date()],
      });
      await transaction.run({ text: `create schema ${quoted(schema)}`, values: [] });
      for (const text of bookkeepingTables(schema, new Date()))
        await transaction.run({ text, values: [] });
      const catalog = makeCatalog({ id, name, schema }, 0, []);
      for (const statement of missingBuiltIns(catalog, new Map())) await transaction.run(statement);
    });
  } catch (error) {
    if (sqlState(error) === "23505" || sqlState(error) === "42P06") {
      return failure(problem("workspace_exists", "", { name }));
    }
    throw error;
  }
  return success(id);
}

/** What the published documents of a workspace make of the objects that every workspace has. */
async function builtInCatalog(
  executor: Executor,
  workspace: { readonly id: string; readonly schema: string },
): Promise<Catalog> {
  const found = await executor.run({
    text: "select name, version from core.workspace where id = $1",
    values: [workspace.id],
  });
  const [name, version] = found.rows[0] ?? [];
  const manifest = (await readManifest(executor, workspace.id, Number(version))) ?? emptyManifest;
  const documents = Object.fromEntries(
    Object.entries(manifest.documents).filter(
      ([key]) => key.startsWith("object/") && isBuiltInName(key.slice("object/".length)),
    ),
  );
  const stored = await readDocuments(executor, workspace.id, { ...manifest, documents }, new Map());
  return makeCatalog({ ...workspace, name: String(name) }, Number(version), stored);
}

/**
 * Gives workspaces of earlier engines what they lack: the tables and columns of built-in objects,
 * everybody who has access, the tables of files, jobs, shares, script runs, workflows, deliveries, approvals,
 * links that decide, subscriptions, reminders, secrets and turns of assignment, the order in which shares end
 * and that of the history, the names that keys have now.
 */
export async function completeWorkspaces(database: Database): Promise<void> {
  await completeWith(database, ["user", "department"], async (transaction, id, schema) => {
    const present = await readShape(transaction, schema);
    const catalog = await builtInCatalog(transaction, { id, schema });
    for (const statement of missingBuiltIns(catalog, present)) await transaction.run(statement);
    if (present.has("user")) return;
    const members = await transaction.run({
      text: "select account from core.membership where workspace = $1",
      values: [id],
    });
    for (const [account] of members.rows) await writePerson(transaction, id, String(account));
  });
  await completeWith(database, ["_file"], async (transaction, _id, schema) => {
    for (const text of fileTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_job"], async (transaction, _id, schema) => {
    for (const text of jobTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_share"], async (transaction, _id, schema) => {
    for (const text of shareTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_script_run"], async (transaction, _id, schema) => {
    for (const text of scriptTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_workflow_run"], async (transaction, _id, schema) => {
    for (const text of workflowTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_workflow_history_undo"], async (transaction, _id, schema) => {
    for (const text of undoColumns(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_delivery"], async (transaction, _id, schema) => {
    for (const text of deliveryTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_approval"], async (transaction, _id, schema) => {
    for (const text of approvalTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_workflow_run_started_by"], async (transaction, _id, schema) => {
    await transaction.run({ text: startedByIndex(schema), values: [] });
  });
  await completeWith(database, ["_share_until"], async (transaction, _id, schema) => {
    await transaction.run({ text: shareEndIndex(schema), values: [] });
  });
  await completeWith(database, ["_assignment_turn"], async (transaction, _id, schema) => {
    await transaction.run({ text: turnTable(schema), values: [] });
  });
  await completeWith(database, ["_history_xid"], async (transaction, _id, schema) => {
    for (const text of historyOrder(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_notification_at"], async (transaction, _id, schema) => {
    await transaction.run({ text: noticeOrder(schema), values: [] });
  });
  await completeWith(database, ["_notification_open"], async (transaction, _id, schema) => {
    for (const text of noticesOfSubscriptions(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_subscription"], async (transaction, _id, schema) => {
    for (const text of subscriptionTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_reminder"], async (transaction, _id, schema) => {
    for (const text of reminderTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_script_recording"], async (transaction, _id, schema) => {
    for (const text of recordingTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_secret"], async (transaction, _id, schema) => {
    for (const text of namedSecretTables(schema)) await transaction.run({ text, values: [] });
  });
  await completeWith(database, ["_decision_link"], async (transaction, _id, schema) => {
    for (const text of decisionLinkTables(schema)) await transaction.run({ text, values: [] });
  });
  await renameEarlierKeys(database);
}

/**
 * Once for each workspace that lacks one of the tables or indexes, whichever servers start at the
 * same time.
 */
async function completeWith(
  database: Database,
  relations: readonly string[],
  make: (transaction: Executor, id: string, schema: string) => Promise<void>,
): Promise<void> {
  const { rows } = await database.run({
    text: "select w.id, w.schema from core.workspace as w where (select count(*) from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where n.nspname = w.schema and c.relname = any($1)) < $2",
    values: [relations, relations.length],
  });
  for (const [id, schema] of rows) {
    if (!id || !schema) continue;
    await database.transaction(async (transaction) => {
      await transaction.run({
        text: "select 1 from core.workspace where id = $1 for update",
        values: [id],
      });
      const there = await transaction.run({
        text: "select 1 from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = any($2)",
        values: [schema, relations],
      });
      if (there.rows.length < relations.length) await make(transaction, id, schema);
    });
  }
}

/** Drops a workspace with all it holds in the database; returns the id it had. */
export async function dropWorkspace(database: Database, name: string): Promise<Result<string>> {
  return database.transaction(async (transaction): Promise<Result<string>> => {
    const { rows } = await transaction.run({
      text: "delete from core.workspace where name = $1 returning id, schema",
      values: [name],
    });
    const [id, schema] = rows[0] ?? [];
    if (!id || !schema) {
      return failure(problem("unknown_workspace", "", { name }));
    }
    for (const table of [
      "membership",
      "session",
      "token",
      "sign_in_challenge",
      "passkey_challenge",
      "document",
      "version",
      "draft",
      "removed",
      "preparation",
      "link",
      "mail",
      "job",
      "schedule",
    ]) {
      await transaction.run({
        text: `delete from core.${table} where workspace = $1`,
        values: [id],
      });
    }
    await dropAudit(transaction, id);
    await transaction.run({ text: `drop schema ${quoted(schema)} cascade`, values: [] });
    await transaction.run({ text: "select pg_notify($1, $2)", values: [publishChannel, name] });
    return success(id);
  });
}
