/**
 * The queue: rows of `core.job`. A job is added in the transaction of what wants it, and taken with
 * its row locked, so that nobody else takes it.
 */

import { isJsonObject } from "../../metadata/json-object.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { type Job, type NewJob, priorities } from "./job.ts";

/** Adds jobs; they are seen, and done, once the transaction has committed. */
export async function addJobs(
  executor: Executor,
  jobs: readonly NewJob[],
  now = new Date(),
): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map(({ kind, workspace, key, payload, runAt, priority }) => ({
    id: newUuid(),
    kind,
    workspace,
    key,
    payload: payload ?? {},
    run_at: (runAt ?? now).toISOString(),
    priority: priorities[priority ?? "normal"],
  }));
  await executor.run({
    text: `insert into core.job (id, workspace, kind, key, priority, run_at, payload, created_at)
      select j.id, j.workspace, j.kind, j.key, j.priority, j.run_at, j.payload, $2::timestamptz
      from json_to_recordset($1::json) as j(id uuid, workspace uuid, kind text, key text, priority smallint, run_at timestamptz, payload jsonb)`,
    values: [JSON.stringify(rows), now.toISOString()],
  });
}

/** Removes the jobs about something, but those that are being done at this moment. */
export async function removeJobs(
  executor: Executor,
  workspace: string,
  keys: readonly string[],
): Promise<void> {
  await executor.run({
    text: "delete from core.job where id in (select id from core.job where workspace = $1 and key = any($2) for update skip locked)",
    values: [workspace, keys],
  });
}

/** Removes the jobs about something that only look at the time, but the one that is being done. */
export async function removeWaitingJobs(
  executor: Executor,
  workspace: string,
  key: string,
  but: string,
): Promise<void> {
  await executor.run({
    text: "delete from core.job where id in (select id from core.job where workspace = $1 and key = $2 and payload = '{}' and id <> $3 for update skip locked)",
    values: [workspace, key, but],
  });
}

const columns = "j.id, j.kind, j.workspace, j.key, j.payload, j.run_at, j.attempt";
const due = "j.run_at <= $1 order by j.run_at, j.id limit 1 for update skip locked";
const byPriority = `(values ${Object.values(priorities)
  .map((priority) => `(${priority})`)
  .join(", ")}) as p(priority)`;

/** One look at an index for each priority, however many jobs wait. */
const fromAll = `select j.* from ${byPriority}
  cross join lateral (select ${columns} from core.job j where j.priority = p.priority and ${due}) as j limit 1`;

/** One look for each workspace that has jobs: what others have in stock is stepped over whole. */
const fromOthers = `with recursive w(workspace) as (
    (select workspace from core.job order by workspace limit 1)
    union all
    select (select o.workspace from core.job o where o.workspace > w.workspace order by o.workspace limit 1) from w where w.workspace is not null)
  select j.* from w cross join ${byPriority}
  cross join lateral (select ${columns} from core.job j where j.workspace = w.workspace and j.priority = p.priority and ${due}) as j
  where w.workspace <> all($2) limit 1`;

/**
 * The next job that is due, its row locked until the transaction ends; null when there is none.
 * @param full workspaces of which none may be taken now
 */
export async function takeJob(
  transaction: Executor,
  full: readonly string[],
  now: Date,
): Promise<Job | null> {
  const { rows } = await transaction.run(
    full.length === 0
      ? { text: fromAll, values: [now], name: "take_job" }
      : { text: fromOthers, values: [now, full], name: "take_job_of_others" },
  );
  const [row] = rows;
  return row === undefined ? null : jobOf(row);
}

function jobOf([id, kind, workspace, key, payload, runAt, attempt]: TextRow): Job {
  const value: unknown = JSON.parse(payload ?? "{}");
  return {
    id: String(id),
    kind: String(kind),
    workspace: String(workspace),
    key: String(key),
    payload: isJsonObject(value) ? value : {},
    runAt: new Date(String(runAt)),
    attempt: Number(attempt),
  };
}

export const removeJob = (executor: Executor, id: string) =>
  executor.run({ text: "delete from core.job where id = $1", values: [id], name: "remove_job" });

/** The job is due again at a time; after a failure with one more attempt and its words. */
export const putOffJob = (executor: Executor, id: string, at: Date, error: string | null = null) =>
  executor.run({
    text: "update core.job set run_at = $2, attempt = attempt + case when $3::text is null then 0 else 1 end, last_error = coalesce($3, last_error) where id = $1",
    values: [id, at, error],
  });

/** Takes the job for one attempt until a time; others see it when the transaction has committed. */
export const leaseJob = (executor: Executor, id: string, until: Date) =>
  executor.run({
    text: "update core.job set run_at = $2, attempt = attempt + 1 where id = $1",
    values: [id, until],
  });

/** Ends a job that is taken; false when its time was over and another has taken it since. */
export async function endLease(
  transaction: Executor,
  { id, attempt }: Pick<Job, "id" | "attempt">,
): Promise<boolean> {
  const { rowCount } = await transaction.run({
    text: "delete from core.job where id = $1 and attempt = $2",
    values: [id, attempt],
  });
  return rowCount > 0;
}

export interface Backlog {
  /** Jobs that are due, counted to a limit. */
  readonly due: number;
  /** How long the first of them has been due; 0 when none is. */
  readonly seconds: number;
}

const countedMaximum = 10_000;

export async function readBacklog(executor: Executor, now: Date): Promise<Backlog> {
  const { rows } = await executor.run({
    text: "select count(*), extract(epoch from $1 - min(run_at)) from (select run_at from core.job where run_at <= $1 order by run_at limit $2) as due",
    values: [now, countedMaximum],
  });
  const [due, seconds] = rows[0] ?? [];
  return { due: Number(due ?? 0), seconds: Number(seconds ?? 0) };
}
