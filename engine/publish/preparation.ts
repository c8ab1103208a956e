/**
 * The work beside large tables, before a publish's one short transaction: resumable, its progress
 * in `core.preparation`, its leftovers known by their names (`$next_…`, `$base_…`).
 */
import { createHash } from "node:crypto";
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import { canonicalJson } from "../../metadata/json.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { problem } from "../../metadata/problem.ts";
import type { PublishProgress } from "../../metadata/wire.ts";
import { type Database, type Executor, sqlState } from "../db/database.ts";
import { quoted, touchedName } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { prepareSql, type SlotValues } from "../query/plan-cache.ts";
import { Refused } from "../records/writer.ts";
import { repeatedly } from "../repeatedly.ts";
import { withHashedJoins } from "./hashed-joins.ts";
import {
  type FilledColumn,
  isFilled,
  type LargeColumn,
  type LargeIndex,
  type LargeLinks,
  type LargeWork,
} from "./large-work.ts";
import { clearLeftovers, withoutLongWait } from "./leftovers.ts";
import { prepareBatch } from "./prepare-batch.ts";
import { type Beginning, isMarked } from "./written-since.ts";

export interface PreparationRequest {
  readonly workspaceId: string;
  readonly schema: string;
  /** Names the plan and its answers. */
  readonly plan: string;
  readonly works: readonly LargeWork[];
  /** Rows of each table, for progress. */
  rows(table: string): number;
}

/** Rows of one batch: locked for some hundred milliseconds. */
const batchRows = 5000;

/** A preparation that has not shown itself for so long is dead. */
export const silenceMaximum = "15 seconds";
const beatMilliseconds = 5000;

interface State {
  /** Last id done, by place among the works that the digest names; `done` for finished ones. */
  readonly positions: Record<string, string>;
  rowsDone: number;
  rowsTotal: number;
  /** See `Beginning`. */
  since: string;
  batches: readonly string[] | null;
}

/** So many transactions are told apart; a larger table is compared as a whole. */
const batchesMaximum = 2000;

/** Stands in the place of the owner when somebody has asked to stop. */
export const nobody = "00000000-0000-0000-0000-000000000000";
const firstId = "00000000-0000-0000-0000-000000000000";
const finished = "done";

/** Work that is done, and held until the publish that needs it has come to its end. */
export interface Prepared {
  readonly owner: string;
  /** Whoever publishes the same may go on from here. */
  leave(): Promise<void>;
  /** Clears it away, unless somebody else has taken it over. */
  giveUp(): Promise<void>;
}

export async function prepareLargeWork(
  database: Database,
  request: PreparationRequest,
): Promise<Prepared> {
  const owner = newUuid();
  const state = await claim(database, request, owner);
  const stopBeating = startBeating(database, request.workspaceId, owner);
  const leave = async () => {
    await stopBeating();
    await letGo(database, request.workspaceId, owner);
  };
  const giveUp = async () => {
    await stopBeating();
    if (await isOurs(database, request.workspaceId, owner))
      await clearAway(database, request.workspaceId, request.schema);
  };
  try {
    await carryOn(database, request, state, () =>
      save(database, request.workspaceId, owner, state),
    );
    return { owner, leave, giveUp };
  } catch (error) {
    if (isInVain(error)) await giveUp();
    else await stopBeating();
    throw error;
  }
}

/** Shows that somebody is at it, whatever is waited for meanwhile. Returns how to stop. */
function startBeating(database: Database, workspaceId: string, owner: string): () => Promise<void> {
  const beat = async () => {
    await database.run({
      text: "update core.preparation set beat_at = $3 where workspace = $1 and owner = $2",
      values: [workspaceId, owner, new Date()],
    });
  };
  return repeatedly(beatMilliseconds, () => beat().catch(() => undefined), "later");
}

/** It need not be silent for long before somebody takes it up. */
async function letGo(database: Database, workspaceId: string, owner: string): Promise<void> {
  await database.run({
    text: "update core.preparation set beat_at = '-infinity' where workspace = $1 and owner = $2",
    values: [workspaceId, owner],
  });
}

/** Also when we were asked to stop. Keeps others out while it is cleared away. */
async function isOurs(database: Database, workspaceId: string, owner: string): Promise<boolean> {
  const { rowCount } = await database.run({
    text: "update core.preparation set beat_at = $3 where workspace = $1 and owner = any($2)",
    values: [workspaceId, [owner, nobody], new Date()],
  });
  return rowCount > 0;
}

/** Positions are those of the works in their order: other works, or works of another kind, begin anew. */
function digestOf({ plan, works }: PreparationRequest): string {
  const made = works.map((work) => [
    work.kind,
    work.table,
    work.replaces,
    ...work.by,
    ...(work.kind === "index" ? [work.create] : []),
    ...(work.kind === "column" ? [work.definition, ...sourcesOf(work)] : []),
  ]);
  return createHash("sha256")
    .update(`${plan}\n${canonicalJson(made)}`)
    .digest("hex");
}

/** Of what its values are made. */
const sourcesOf = ({ values }: LargeColumn): readonly string[] =>
  Object.entries(values ?? {}).flatMap(([source, made]) => (made === null ? [] : [source]));

/** Stopped, or refused by the data: nothing to go on from. Somebody else may have taken it over otherwise. */
function isInVain(error: unknown): boolean {
  if (isOfValues(error)) return true;
  const code = error instanceof Refused ? error.problems[0]?.code : undefined;
  return code === "publish_cancelled" || code === "data_in_the_way";
}

async function carryOn(
  database: Database,
  request: PreparationRequest,
  state: State,
  save: () => Promise<void>,
): Promise<void> {
  for (const [index, work] of request.works.entries()) {
    const key = String(index);
    // An index may have been taken away meanwhile, so it is looked for.
    if (state.positions[key] === finished && work.kind !== "index") continue;
    if (work.kind === "index") await prepareIndex(database, request.schema, work);
    else if (work.kind === "column") await addColumns(database, request, work);
    else if (work.kind === "links" && state.positions[key] === undefined)
      await createLinks(database, work);
    if (isFilled(work))
      await inBatches(database, request, work, state, key, save).catch((error: unknown) => {
        throw namingObject(error, work);
      });
    if (work.kind === "links") await bindLinks(database, work);
    state.positions[key] = finished;
    await save();
  }
}

/** A value that a formula gives may be none that its column holds. */
const namingObject = (error: unknown, { object }: LargeWork): unknown =>
  isOfValues(error)
    ? new Refused([problem("data_in_the_way", "", { object: object.title })])
    : error;

const isOfValues = (error: unknown): boolean => sqlState(error)?.startsWith("22") === true;

/** Takes the work over from whoever left it, or begins it; refuses when somebody is at it. */
async function claim(
  database: Database,
  request: PreparationRequest,
  owner: string,
): Promise<State> {
  const now = new Date();
  const wanted = digestOf(request);
  const written = request.works.filter(isFilled);
  const rowsTotal = written.reduce((sum, { table }) => sum + request.rows(table), 0);
  const fresh: State = {
    positions: {},
    rowsDone: 0,
    rowsTotal,
    since: await oldestTransaction(database),
    batches: [],
  };
  const { rows } = await database.run({
    text: `insert into core.preparation as p (workspace, digest, owner, started_at, beat_at, state) values ($1, $2, $3, $4, $4, $5)
      on conflict (workspace) do update set owner = excluded.owner, beat_at = excluded.beat_at
      where p.beat_at < excluded.beat_at - interval '${silenceMaximum}'
      returning digest, state`,
    values: [request.workspaceId, unknownWork, owner, now, JSON.stringify(fresh)],
  });
  const [digest, text] = rows[0] ?? [];
  if (digest === undefined) throw new Refused([problem("publish_under_way")]);
  await endAbandoned(database, request.schema);
  const left = readState(text ?? "{}", fresh);
  if (digest === wanted && !(await isToCome(database, left.since))) return left;
  const setDigest = (value: string) =>
    database.run({
      text: "update core.preparation set digest = $2, state = $3, started_at = $4 where workspace = $1 and owner = $5",
      values: [request.workspaceId, value, JSON.stringify(fresh), now, owner],
    });
  // Whoever takes over what is being cleared away begins anew.
  await setDigest(unknownWork);
  await clearLeftovers(database, request.schema);
  await setDigest(wanted);
  return fresh;
}

/** Of work of which nothing is known to be done. */
const unknownWork = "";

/** Transactions of another server, from which the database was restored, say nothing here. */
async function isToCome(database: Database, transaction: string): Promise<boolean> {
  if (transaction === "") return false;
  const text = "select pg_catalog.age($1::text::xid) < 0";
  const { rows } = await database.run({ text, values: [transaction] });
  return rows[0]?.[0] === "t";
}

/**
 * PostgreSQL goes on with an index whose builder has died, and cannot drop what it still builds:
 * such sessions are ended, and waited for. Only who has claimed the work may do so.
 */
export async function endAbandoned(database: Executor, schema: string): Promise<void> {
  await database.run({
    text: `select pg_catalog.pg_terminate_backend(pid, 10000) from pg_catalog.pg_stat_activity
      where datname = pg_catalog.current_database() and pid <> pg_catalog.pg_backend_pid() and state = 'active'
        and query ~ '^(create|create unique|drop) index concurrently' and strpos(query, $1) > 0 and strpos(query, '"$next_') > 0`,
    values: [`${quoted(schema)}.`],
  });
}

async function oldestTransaction(database: Database): Promise<string> {
  const text = "select pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::xid::text";
  const { rows } = await database.run({ text, values: [] });
  return rows[0]?.[0] ?? "";
}

/**
 * The work is over: what is known of it, for the transaction that goes on from there. Until that
 * ends, nobody else can take the work over; refuses when somebody has, or it was asked to stop.
 */
export async function endPreparation(
  transaction: Executor,
  workspaceId: string,
  owner: string,
): Promise<Beginning | null> {
  const { rows } = await transaction.run({
    text: "delete from core.preparation where workspace = $1 and owner = $2 returning state",
    values: [workspaceId, owner],
  });
  const text = rows[0]?.[0];
  if (text === undefined || text === null) throw await lost(transaction, workspaceId);
  const { since, batches } = readState(text, nothingDone);
  return since === "" || batches === null ? null : { since, batches };
}

const nothingDone: State = {
  positions: {},
  rowsDone: 0,
  rowsTotal: 0,
  since: "",
  batches: null,
};

function readState(text: string, fresh: State): State {
  const kept: unknown = JSON.parse(text);
  if (!isJsonObject(kept) || !isJsonObject(kept.positions)) return fresh;
  const positions = Object.fromEntries(
    Object.entries(kept.positions).map(([key, value]) => [key, String(value)]),
  );
  const batches = Array.isArray(kept.batches) ? kept.batches.map(String) : null;
  return {
    positions,
    rowsDone: Number(kept.rowsDone),
    rowsTotal: fresh.rowsTotal,
    since: String(kept.since ?? ""),
    batches,
  };
}

async function save(
  executor: Executor,
  workspaceId: string,
  owner: string,
  state: State,
): Promise<void> {
  const { rowCount } = await executor.run({
    text: "update core.preparation set beat_at = $3, state = $4 where workspace = $1 and owner = $2",
    values: [workspaceId, owner, new Date(), JSON.stringify(state)],
  });
  if (rowCount === 0) throw await lost(executor, workspaceId);
}

/** Why the work is not ours any more. */
async function lost(executor: Executor, workspaceId: string): Promise<Refused> {
  const { rows } = await executor.run({
    text: "select 1 from core.preparation where workspace = $1 and owner = $2",
    values: [workspaceId, nobody],
  });
  return new Refused([problem(rows.length > 0 ? "publish_cancelled" : "publish_under_way")]);
}

/**
 * Asks the work beside large tables to stop, wherever it runs: it ends with its next batch or
 * index, and is cleared away by who did it. What nobody does any more is cleared away here.
 */
export async function cancelPreparation(
  database: Database,
  workspaceId: string,
  schema: string,
): Promise<void> {
  const { rows } = await database.run({
    text: `update core.preparation as p set owner = $2, beat_at = $3 from core.preparation as before
      where p.workspace = $1 and before.workspace = p.workspace
      returning before.beat_at < $3::timestamptz - interval '${silenceMaximum}'`,
    values: [workspaceId, nobody, new Date()],
  });
  if (rows[0]?.[0] === "t") await clearAway(database, workspaceId, schema);
}

/** Only for who has claimed the work. Should this end half-way, what is left is known for nothing. */
export async function clearAway(
  database: Database,
  workspaceId: string,
  schema: string,
): Promise<void> {
  await database.run({
    text: "update core.preparation set digest = $2 where workspace = $1",
    values: [workspaceId, unknownWork],
  });
  await endAbandoned(database, schema);
  await clearLeftovers(database, schema);
  await database.run({
    text: "delete from core.preparation where workspace = $1",
    values: [workspaceId],
  });
}

const run = (executor: Executor, query: Sql, slots: SlotValues = {}) =>
  executor.run(prepareSql(query).bind(slots));

async function inBatches(
  database: Database,
  request: PreparationRequest,
  work: FilledColumn | LargeLinks,
  state: State,
  key: string,
  save: () => Promise<void>,
): Promise<void> {
  const { schema } = request;
  const table = identifier(schema, work.table);
  let after = state.positions[key] ?? firstId;
  for (;;) {
    const { rows } = await run(
      database,
      sql`select max("id"::text collate "C"), count(*) from (select "id" from ${table} where "id" > ${parameter(after, "uuid")} order by "id" limit ${parameter(batchRows, "bigint")}) as "batch"`,
    );
    const upto = rows[0]?.[0];
    if (upto === null || upto === undefined) return;
    const above = parameter(after, "uuid");
    const range = (id: Sql) => sql`${id} > ${above} and ${id} <= ${parameter(upto, "uuid")}`;
    const { since, batches } = state;
    const isTold = batches !== null && isMarked(request.works, work.object);
    const marking = isTold ? { since, batches } : null;
    const batch = await database.transaction((transaction) =>
      prepareBatch(transaction, { table, work, range, marking }),
    );
    state.batches =
      batches === null || batches.length === batchesMaximum ? null : [...batches, batch];
    after = upto;
    state.positions[key] = upto;
    state.rowsDone += Number(rows[0]?.[1]);
    await save();
  }
}

/** Its place among the works says that it is there; what another left in its place goes. */
const createLinks = (database: Database, { create }: LargeLinks): Promise<void> =>
  database.transaction(async (transaction) => {
    for (const text of create) await transaction.run({ text, values: [] });
  });

/** What is deleted before the foreign keys are there is swept away afterwards. */
async function bindLinks(database: Database, { bind, sweep }: LargeLinks): Promise<void> {
  for (const text of bind) await withoutLongWait(database, text);
  for (const text of sweep)
    await withHashedJoins(database, (hashed) => hashed.run({ text, values: [] }));
}

/** They are added in one statement each, before any value. */
async function addColumns(
  database: Database,
  { schema, works }: PreparationRequest,
  work: LargeColumn,
): Promise<void> {
  const table = `${quoted(schema)}.${quoted(work.table)}`;
  const add = (column: string, definition: string) =>
    withoutLongWait(
      database,
      `alter table ${table} add column if not exists ${quoted(column)} ${definition}`,
    );
  const source = work.values?.source ?? null;
  const former = work.values?.former ?? null;
  if (source !== null) await add(source.base, source.type);
  const became = work.values?.became ?? null;
  if (former !== null && former.former.compared !== null) await add(former.comparison, former.type);
  if (became !== null) await add(became.next, became.type);
  const listed = work.values?.listed ?? null;
  if (listed !== null) await add(listed.next, "uuid[]");
  if (isMarked(works, work.object)) {
    await add(touchedName, "boolean");
    await withoutLongWait(
      database,
      `alter table ${table} alter column ${quoted(touchedName)} set default true`,
    );
  }
  await add(work.next, work.definition);
}

async function prepareIndex(database: Database, schema: string, work: LargeIndex): Promise<void> {
  const found = await database.run({
    text: `select i.indisvalid from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2`,
    values: [schema, work.name],
  });
  if (found.rows[0]?.[0] === "t") return;
  const drop = `drop index concurrently if exists ${quoted(schema)}.${quoted(work.name)}`;
  if (found.rows.length > 0) await database.run({ text: drop, values: [] });
  try {
    await database.run({ text: work.create, values: [] });
  } catch (error) {
    await database.run({ text: drop, values: [] });
    if (sqlState(error) === "23505")
      throw new Refused([problem("data_in_the_way", "", { object: work.object.title })]);
    throw error;
  }
}

/** How far the work is; null when none is under way. */
export async function readProgress(
  executor: Executor,
  workspaceId: string,
): Promise<PublishProgress | null> {
  const { rows } = await executor.run({
    text: `select state, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), beat_at > $2::timestamptz - interval '${silenceMaximum}'
      from core.preparation where workspace = $1`,
    values: [workspaceId, new Date()],
  });
  const [text, startedAt, active] = rows[0] ?? [];
  if (text === undefined || text === null) return null;
  const state = readState(text, nothingDone);
  const kept: unknown = JSON.parse(text);
  return {
    rows_done: state.rowsDone,
    rows_total: isJsonObject(kept) ? Number(kept.rowsTotal) : 0,
    started_at: startedAt ?? "",
    active: active === "t",
  };
}
