/** Runs, tokens and history as rows of the workspace: read under a lock, written at once. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import {
  type HistoryEntry,
  isOver,
  type Run,
  type RunStatus,
  type StepResult,
  type Token,
  type TokenStatus,
  type Undoable,
  type Undoing,
  type WaitFor,
} from "./run.ts";

export const runTable = (schema: string): string => `${quoted(schema)}."_workflow_run"`;
export const tokenTable = (schema: string): string => `${quoted(schema)}."_workflow_token"`;
export const historyOfRuns = (schema: string): string => `${quoted(schema)}."_workflow_history"`;

export const runColumns = [
  "id",
  "workflow",
  "digest",
  "version",
  "event",
  "status",
  "object",
  "record",
  "snapshot",
  "variables",
  "results",
  "started_by",
  "chain",
  "parent",
  "parent_token",
  "steps",
  "undoing",
]
  .map((name) => `r."${name}"`)
  .join(", ");

export const jsonIn = (text: string | null | undefined): Readonly<Record<string, unknown>> => {
  const value: unknown = JSON.parse(text ?? "{}");
  return isJsonObject(value) ? value : {};
};

const textsIn = (text: string | null | undefined): readonly string[] => {
  const value: unknown = JSON.parse(text ?? "[]");
  return Array.isArray(value) ? value.map(String) : [];
};

export function runOf(row: TextRow): Run {
  const [id, workflow, digest, version, event, status, object, record, snapshot] = row;
  const [variables, results, startedBy, chain, parent, parentToken, steps, undoing] = row.slice(9);
  return {
    id: String(id),
    workflow: String(workflow),
    digest: String(digest),
    version: Number(version),
    event: String(event),
    status: String(status) as RunStatus,
    object: object ?? null,
    record: record ?? null,
    snapshot: snapshot ? jsonIn(snapshot) : null,
    variables: jsonIn(variables),
    results: jsonIn(results) as Readonly<Record<string, StepResult>>,
    startedBy: startedBy ?? null,
    chain: textsIn(chain),
    parent: parent ?? null,
    parentToken: parentToken ?? null,
    entries: Number(steps),
    undoing: undoing ? undoingIn(jsonIn(undoing)) : null,
  };
}

function undoingIn({ because, before, step, left }: Run["variables"]): Undoing {
  return {
    because: because === "failed" || because === "step" ? because : "cancelled",
    before: Number(before),
    step: typeof step === "string" ? step : null,
    left: undoableIn(left),
  };
}

export function undoableIn(value: unknown): Undoable | null {
  if (!isJsonObject(value) || typeof value.by !== "string" || !isJsonObject(value.items))
    return null;
  const { by, result } = value;
  const ids = Object.entries(value.items).map(([name, id]) => [name, String(id)] as const);
  return { by, items: Object.fromEntries(ids), ...(isJsonObject(result) ? { result } : {}) };
}

/** `skip`: null also when somebody else is at it; `wait`: when he has done. */
export async function lockRun(
  transaction: Executor,
  schema: string,
  id: string,
  otherwise: "skip" | "wait",
): Promise<Run | null> {
  const { rows } = await transaction.run({
    text: `select ${runColumns} from ${runTable(schema)} r where r."id" = $1 for update${otherwise === "skip" ? " skip locked" : ""}`,
    values: [id],
  });
  const [row] = rows;
  return row === undefined ? null : runOf(row);
}

export async function runExists(executor: Executor, schema: string, id: string): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: `select 1 from ${runTable(schema)} where "id" = $1`,
    values: [id],
  });
  return rowCount > 0;
}

const tokenColumns =
  '"id", "step", "status", "attempt", "wake_at", "wait_for", "wait_object", "wait_record", "wait_event", "parent", "state", "error"';

export async function readTokens(
  executor: Executor,
  schema: string,
  run: string,
): Promise<readonly Token[]> {
  const { rows } = await executor.run({
    text: `select ${tokenColumns} from ${tokenTable(schema)} where "run" = $1 order by "id"`,
    values: [run],
  });
  return rows.map(tokenOf);
}

function tokenOf(row: TextRow): Token {
  const [id, step, status, attempt, wakeAt, waitFor, waitObject, waitRecord, waitEvent] = row;
  const [parent, state, error] = row.slice(9);
  return {
    id: String(id),
    step: String(step),
    status: String(status) as TokenStatus,
    attempt: Number(attempt),
    wakeAt: wakeAt ? new Date(wakeAt) : null,
    waitFor: (waitFor ?? null) as WaitFor | null,
    waitObject: waitObject ?? null,
    waitRecord: waitRecord ?? null,
    waitEvent: waitEvent ?? null,
    parent: parent ?? null,
    state: jsonIn(state),
    error: error ? jsonIn(error) : null,
  };
}

/** What an advance has changed. */
export interface RunChanges {
  readonly run: string;
  readonly status: RunStatus;
  readonly results: Run["results"];
  readonly undoing: Undoing | null;
  /** Entries that were there before these. */
  readonly entries: number;
  readonly history: readonly HistoryEntry[];
  readonly changed: readonly Token[];
  readonly ended: readonly string[];
  readonly at: Date;
}

/** Writes an advance in one statement. */
export async function writeRun(
  transaction: Executor,
  schema: string,
  { run, status, results, undoing, entries, history, changed, ended, at }: RunChanges,
): Promise<void> {
  await transaction.run({
    text: `with gone as (delete from ${tokenTable(schema)} where "id" = any($7::uuid[])),
      moved as (insert into ${tokenTable(schema)} ("id", "run", "step", "status", "attempt", "wake_at", "wait_for", "wait_object", "wait_record", "wait_event", "parent", "state", "error")
        select t.id, $1, t.step, t.status, t.attempt, t.wake_at, t.wait_for, t.wait_object, t.wait_record, t.wait_event, t.parent, t.state, t.error
        from json_to_recordset($6::json) as t(id uuid, step text, status text, attempt integer, wake_at timestamptz, wait_for text, wait_object text, wait_record uuid, wait_event text, parent uuid, state jsonb, error jsonb)
        on conflict ("id") do update set "step" = excluded."step", "status" = excluded."status", "attempt" = excluded."attempt", "wake_at" = excluded."wake_at", "wait_for" = excluded."wait_for", "wait_object" = excluded."wait_object", "wait_record" = excluded."wait_record", "wait_event" = excluded."wait_event", "parent" = excluded."parent", "state" = excluded."state", "error" = excluded."error"),
      told as (insert into ${historyOfRuns(schema)} ("id", "run", "number", "token", "step", "event", "actor", "at", "input", "output", "error", "undo")
        select h.id, $1, h.number, h.token, h.step, h.event, h.actor, h.at, h.input, h.output, h.error, h.undo
        from json_to_recordset($5::json) as h(id uuid, number integer, token uuid, step text, event text, actor uuid, at timestamptz, input jsonb, output jsonb, error jsonb, undo jsonb))
      update ${runTable(schema)} set "status" = $2, "results" = $3, "steps" = $4, "changed_at" = $8, "ended_at" = $9, "undoing" = $10 where "id" = $1`,
    values: [
      run,
      status,
      JSON.stringify(results),
      entries + history.length,
      JSON.stringify(history.map((entry, index) => historyRow(entry, entries + index + 1))),
      JSON.stringify(changed.map(tokenRow)),
      ended,
      at,
      isOver(status) ? at : null,
      undoing === null ? null : JSON.stringify(undoing),
    ],
  });
}

const historyRow = (entry: HistoryEntry, number: number) => ({
  id: newUuid(),
  number,
  token: entry.token,
  step: entry.step,
  event: entry.event,
  actor: entry.actor ?? null,
  at: entry.at,
  input: entry.input ?? null,
  output: entry.output ?? null,
  error: entry.error ?? null,
  undo: entry.undo ?? null,
});

const tokenRow = (token: Token) => ({
  id: token.id,
  step: token.step,
  status: token.status,
  attempt: token.attempt,
  wake_at: token.wakeAt,
  wait_for: token.waitFor,
  wait_object: token.waitObject,
  wait_record: token.waitRecord,
  wait_event: token.waitEvent,
  parent: token.parent,
  state: token.state,
  error: token.error,
});
