/**
 * Carries a plan out: tables, documents, version and notification in one transaction. Whatever
 * fails, and whenever the process dies, the workspace is wholly at the old version or at the new.
 */

import { changeSentence } from "../../metadata/diff/change-sentence.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { publishChannel } from "../catalog/catalogs.ts";
import { type Manifest, manifestOf, writeDocuments } from "../catalog/document-store.ts";
import { forgetStatement, hideStatement } from "../catalog/removed.ts";
import { type Database, type Executor, type Statement, sqlState } from "../db/database.ts";
import { constraintSubject, keyNamesOf, quoted, tableOf } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { shutGate } from "../db/version-check.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { Refused } from "../records/writer.ts";
import { runConversion } from "./conversion-step.ts";
import { type LargeWork, tablesOf } from "./large-work.ts";
import { settleLostLookups } from "./lost-lookups.ts";
import { runNumbering } from "./numbering-step.ts";
import type { Plan } from "./plan.ts";
import { endPreparation } from "./preparation.ts";
import { rebuildTable } from "./rebuild-table.ts";
import { recomputeLevels } from "./recompute-step.ts";
import { touchedIds, touchedSince } from "./written-since.ts";

export interface Publication {
  readonly plan: Plan;
  /** Who has made ready what the plan has of work beside large tables; null where it has none. */
  readonly preparedBy: string | null;
  readonly message: string;
  /** E-mail address of the author. */
  readonly author: string;
  readonly origins: Manifest["origins"];
  /** Drafts that this publish settles; only if they are still as they were planned. */
  readonly drafts: readonly {
    readonly kind: string;
    readonly name: string;
    readonly etag: string;
  }[];
  /** Work to be done in the same transaction, after the tables are as planned. */
  readonly also?: (transaction: Executor) => Promise<void>;
  /** Called last, with the number of the new version: what it locks is held briefly. */
  readonly record?: (transaction: Executor, version: number) => Promise<void>;
}

/**
 * Longest wait for a lock before the publish gives way to running work: others queue behind it, and
 * with the work itself nobody is to wait for three seconds.
 */
export const lockTimeout = "2s";

/** How often tables are asked for, and how long each time: whoever wants to write waits as long. */
const attemptsMaximum = 4;
const attemptTimeout = "1s";

/** Waiting that keeps nobody else waiting: for a vacuum of a large table to give way. */
const calmTimeout = "10s";

export async function applyPlan(
  database: Database,
  publication: Publication,
): Promise<Result<number>> {
  for (let attempt = 1; attempt < attemptsMaximum; attempt++) {
    const outcome = await tryToApply(database, publication);
    if (outcome.ok || outcome.problems[0]?.code !== "publish_too_slow") return outcome;
    await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
  }
  return tryToApply(database, publication);
}

async function tryToApply(database: Database, publication: Publication): Promise<Result<number>> {
  try {
    return success(await database.transaction((transaction) => carryOut(transaction, publication)));
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    const state = sqlState(error);
    if (state === "55P03") return failure(problem("publish_too_slow"));
    if (state !== null && refusedByData.test(state))
      return failure(problem("data_in_the_way", "", { object: objectOf(error, publication.plan) }));
    throw error;
  }
}

/** Violated constraints, and values that a column cannot hold. */
const refusedByData = /^23|^22/;

/** Title of the object whose table or constraint PostgreSQL names in its message. */
function objectOf(error: unknown, { next, items }: Plan): string {
  const message = error instanceof Error ? error.message : "";
  const named = [...message.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
  for (const model of next.rows.values()) {
    const isNamed = named.some(
      (name) =>
        name === tableOf(model) ||
        name.startsWith(keyNamesOf(model)) ||
        model.fields.some(({ id }) => constraintSubject(name)?.id === id),
    );
    if (isNamed) return model.title;
  }
  return changedTitles(items);
}

/** A value that does not fit its column says nothing of where it is. */
const changedTitles = (items: Plan["items"]): string =>
  [
    ...new Set(items.flatMap(({ change }) => ("object" in change ? [change.object.title] : []))),
  ].join(", ");

/** In place of a statement: what was made beforehand takes its name, and what is left of it is done. */
async function finish(
  transaction: Executor,
  work: LargeWork,
  touched: ReturnType<typeof touchedIds>,
): Promise<void> {
  for (const text of work.by) await transaction.run({ text, values: [] });
  if (work.kind !== "rest") return;
  for (const query of work.settle(await touched(work)))
    await transaction.run(prepareSql(query).bind({}));
}

async function carryOut(transaction: Executor, publication: Publication): Promise<number> {
  const { plan } = publication;
  const { workspaceId, workspace, schema } = plan.next;
  await transaction.run({ text: `set local lock_timeout = '${lockTimeout}'`, values: [] });
  const locked = await transaction.run({
    text: "select version from core.workspace where id = $1 for update",
    values: [workspaceId],
  });
  const version = Number(locked.rows[0]?.[0]);
  if (version !== plan.base) throw new Refused([problem("plan_outdated", "", { version })]);
  await settleDrafts(transaction, publication);
  const { preparedBy } = publication;
  const beginning =
    preparedBy === null ? null : await endPreparation(transaction, workspaceId, preparedBy);
  await calmLargeTables(transaction, plan);
  await keepWritersOut(transaction, plan);
  const touched = touchedIds(transaction, { schema, beginning, works: plan.large });
  const inPlaceOf = new Map(plan.large.map((work) => [work.replaces, work] as const));
  const run = async (statement: Statement) => {
    const prepared = inPlaceOf.get(statement.text);
    if (prepared === undefined) await transaction.run(statement);
    else await finish(transaction, prepared, touched);
  };
  for (const { table, title } of plan.rebuilds)
    await rebuildTable(transaction, schema, table, title);
  for (const statement of plan.first) await run(statement);
  for (const conversion of plan.conversions)
    await runConversion(transaction, conversion, (object) =>
      touchedSince(beginning, plan.large, object),
    );
  for (const numbering of plan.numberings) await runNumbering(transaction, numbering);
  for (const statement of plan.last) await run(statement);
  await settleLostLookups(transaction, plan);
  await recomputeLevels(transaction, plan, beginning);
  await setVersion(transaction, plan);
  await publication.also?.(transaction);
  const number = version + 1;
  for (const key of plan.restores) await transaction.run(forgetStatement(workspaceId, key));
  for (const hiding of plan.hides)
    await transaction.run(
      hideStatement(workspaceId, hiding, number, publication.author, new Date()),
    );
  await writeDocuments(transaction, workspaceId, plan.next.documents.filter(isNew(publication)));
  await transaction.run({
    text: `insert into core.version (id, workspace, number, message, author, published_at, changes, manifest)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      newUuid(),
      workspaceId,
      number,
      publication.message,
      publication.author,
      new Date(),
      JSON.stringify(
        plan.items.map(({ change }) => ({
          en: changeSentence(change, "en", plan.titles.en),
          "zh-CN": changeSentence(change, "zh-CN", plan.titles["zh-CN"]),
        })),
      ),
      JSON.stringify(manifestOf(plan.next.documents, publication.origins)),
    ],
  });
  await transaction.run({ text: "select pg_notify($1, $2)", values: [publishChannel, workspace] });
  await publication.record?.(transaction, number);
  return number;
}

/**
 * Keeps vacuums and index builds from large tables until the end. Whoever asked for a table alone
 * while one of them is at it would wait a second or more, and all writers behind him; this lock
 * bars no writer, so only the publish waits.
 */
async function calmLargeTables(transaction: Executor, { large, next }: Plan): Promise<void> {
  const tables = new Set(large.flatMap(tablesOf));
  if (tables.size === 0) return;
  const run = (text: string) => transaction.run({ text, values: [] });
  await run(`set local lock_timeout = '${calmTimeout}'`);
  for (const table of tables)
    await run(`lock table ${quoted(next.schema)}.${quoted(table)} in share update exclusive mode`);
  await run(`set local lock_timeout = '${attemptTimeout}'`);
}

/** What is written in the transaction from here on is written in the planned version. */
export async function setVersion(transaction: Executor, { next }: Plan): Promise<void> {
  await transaction.run({
    text: "update core.workspace set version = $2 where id = $1 and schema = $3",
    values: [next.workspaceId, next.version, next.schema],
  });
}

/**
 * Nobody writes until the end where tables change, or formulas are computed from them. Transactions
 * are kept out at the gate, which no one passes with a table in hand; single statements at tables.
 */
async function keepWritersOut(transaction: Executor, { written, next }: Plan): Promise<void> {
  if (written.length === 0) return;
  const run = (text: string) => transaction.run({ text, values: [] });
  await run(`set local lock_timeout = '${attemptTimeout}'`);
  await run(shutGate(next.workspaceId));
  const tables = written.map((table) => `${quoted(next.schema)}.${quoted(table)}`);
  await run(`lock table ${tables.join(", ")} in share row exclusive mode`);
}

/** Documents that the planned version does not share with its base are written; the rest is there. */
const isNew =
  ({ plan }: Publication) =>
  ({ digest }: { readonly digest: string }): boolean =>
    !plan.known.has(digest);

async function settleDrafts(transaction: Executor, publication: Publication): Promise<void> {
  for (const draft of publication.drafts) {
    const { rowCount } = await transaction.run({
      text: "delete from core.draft where workspace = $1 and kind = $2 and name = $3 and etag = $4",
      values: [publication.plan.next.workspaceId, draft.kind, draft.name, draft.etag],
    });
    if (rowCount === 0) throw new Refused([problem("draft_changed")]);
  }
}
