/** Lists of tasks: which rows they have, newest first. What of them is shown is asked elsewhere. */
import type { TaskBox, TaskCounts } from "../../metadata/task-wire.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { runTable } from "../workflows/run-rows.ts";
import {
  type Approval,
  approvalColumns,
  approvalOfRow,
  approvalTable,
  approvalWidth,
  copyTable,
  type Task,
  taskColumns,
  taskOfRow,
  taskTable,
  taskWidth,
} from "./approval-rows.ts";
import { delegationTable, holdsAt } from "./delegations.ts";

/** A task with its approval, and what it is called by. */
export interface TaskRow {
  readonly task: Task;
  readonly approval: Approval;
  readonly workflow: string;
  readonly digest: string;
  readonly version: number;
  /** Name of the object, as it was when the run began. */
  readonly object: string | null;
  readonly record: string | null;
  readonly startedBy: string | null;
  readonly startedAt: Date;
  /** Of a copy. */
  readonly readAt: Date | null;
}

export interface TaskQuery {
  readonly box: TaskBox;
  readonly workflow: string | null;
  readonly record: string | null;
  /** Id of the last task of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

const runColumns =
  'r."workflow", r."digest", r."version", r."object", r."record", r."started_by", r."started_at"';
const columns = `${taskColumns}, ${approvalColumns}, ${runColumns}`;

function rowOf(row: TextRow): TaskRow {
  const rest = row.slice(taskWidth + approvalWidth);
  const [workflow, digest, version, object, record, startedBy, startedAt, readAt] = rest;
  return {
    task: taskOfRow(row),
    approval: approvalOfRow(row.slice(taskWidth)),
    workflow: String(workflow),
    digest: String(digest),
    version: Number(version),
    object: object ?? null,
    record: record ?? null,
    startedBy: startedBy ?? null,
    startedAt: new Date(String(startedAt)),
    readAt: readAt ? new Date(readAt) : null,
  };
}

/**
 * What `$1` is asked at `$2`: himself, for whom he stands in, and of `others` who cannot come in. A
 * request of his own is not his to decide.
 */
const asked = (schema: string, others: string): string =>
  `t."status" = 'pending' and a."status" = 'pending' and t."assignee" in (select $1::uuid union all select d."from_account" from ${delegationTable(schema)} d where d."to_account" = $1 union all select unnest(${others}::uuid[]))
    and (t."assignee" = $1 or t."assignee" = any(${others}) or ((a."kind" <> 'approval' or r."started_by" is distinct from $1) and exists (select from ${delegationTable(schema)} d where d."to_account" = $1 and d."from_account" = t."assignee" and ${holdsAt("$2", 'r."workflow"')})))`;

const tables = (schema: string): string =>
  `${taskTable(schema)} t join ${approvalTable(schema)} a on a."id" = t."approval" join ${runTable(schema)} r on r."id" = a."run"`;

/** The task by which an approval is addressed. */
const firstTask = (schema: string): string =>
  `join lateral (select * from ${taskTable(schema)} t where t."approval" = a."id" order by t."turn", t."id" limit 1) t on true`;

interface Box {
  readonly from: string;
  readonly where: string;
  /** The moment by which it is ordered. */
  readonly at: string;
}

/** Every list takes the same values. */
const unused = "$2::timestamptz is not null and $7::uuid[] is not null";

function boxOf(box: TaskBox, schema: string): Box {
  switch (box) {
    case "mine":
      return { from: tables(schema), where: asked(schema, "$7"), at: 't."at"' };
    case "done":
      return {
        from: tables(schema),
        where: `t."acted_by" = $1 and ${unused}`,
        at: 't."decided_at"',
      };
    case "started":
      return {
        from: `${runTable(schema)} r join lateral (select * from ${approvalTable(schema)} a where a."run" = r."id" and exists (select from ${taskTable(schema)} t where t."approval" = a."id") order by a."at" desc, a."id" desc limit 1) a on true ${firstTask(schema)}`,
        where: `r."started_by" = $1 and ${unused}`,
        at: 'r."started_at"',
      };
    case "copied":
      return {
        from: `${copyTable(schema)} c join ${approvalTable(schema)} a on a."id" = c."approval" join ${runTable(schema)} r on r."id" = a."run" ${firstTask(schema)}`,
        where: `c."account" = $1 and ${unused}`,
        at: 'c."at"',
      };
  }
}

/** Whose tasks they are. */
export interface TaskOwner {
  readonly account: string;
  /** People whose tasks he looks after, for they cannot come in. */
  readonly others: readonly string[];
}

export async function readTasks(
  executor: Executor,
  schema: string,
  { account, others }: TaskOwner,
  { box, workflow, record, after, limit }: TaskQuery,
  now: Date,
): Promise<readonly TaskRow[]> {
  const { from, where, at } = boxOf(box, schema);
  const last = `(select ${at}, t."id" from ${from} where t."id" = $5 and ${where} limit 1)`;
  const { rows } = await executor.run({
    text: `select ${columns}, ${box === "copied" ? 'c."read_at"' : "null"} from ${from}
      where ${where} and ($3::text is null or r."workflow" = $3) and ($4::uuid is null or r."record" = $4)
      and ($5::uuid is null or (${at}, t."id") < ${last})
      order by ${at} desc, t."id" desc limit $6`,
    values: [account, now, workflow, record, after, limit, others],
  });
  return rows.map(rowOf);
}

/** One task; null when it is not there. */
export async function readTaskRow(
  executor: Executor,
  schema: string,
  id: string,
): Promise<TaskRow | null> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tables(schema)} where t."id" = $1`,
    values: [id],
  });
  return rows[0] === undefined ? null : rowOf(rows[0]);
}

export async function countTasks(
  executor: Executor,
  schema: string,
  { account, others }: TaskOwner,
  now: Date,
): Promise<TaskCounts> {
  const { rows } = await executor.run({
    text: `with mine as (select a."due_at" from ${tables(schema)} where ${asked(schema, "$3")})
      select (select count(*) from mine), (select count(*) from mine where "due_at" < $2),
        (select count(*) from ${runTable(schema)} r where r."started_by" = $1 and r."ended_at" is null and exists (select from ${approvalTable(schema)} a where a."run" = r."id" and a."status" = 'pending')),
        (select count(*) from ${copyTable(schema)} c where c."account" = $1 and c."read_at" is null)`,
    values: [account, now, others],
  });
  const [mine, overdue, started, copied] = (rows[0] ?? []).map(Number);
  return { mine: mine ?? 0, overdue: overdue ?? 0, started: started ?? 0, copied: copied ?? 0 };
}
