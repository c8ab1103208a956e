/** Starting runs: rows and a job each, in the transaction of what starts them. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { addJobs } from "../jobs/job-rows.ts";
import type { PinnedWorkflow } from "./pinned-workflow.ts";
import type { Run } from "./run.ts";
import { runTable, tokenTable } from "./run-rows.ts";

/** The kind of the jobs that move runs. */
export const runJob = "workflow";

export interface Start {
  readonly pinned: PinnedWorkflow;
  readonly event: string;
  readonly object?: string | null;
  readonly record?: string | null;
  readonly snapshot?: Run["snapshot"];
  readonly variables?: Run["variables"];
  /** Equal for what must start one run only. */
  readonly key: string;
  readonly startedBy: string | null;
  readonly chain?: readonly string[];
  readonly parent?: { readonly run: string; readonly token: string };
}

/** Ids of the runs that were started; what was started before is left out. */
export async function startRuns(
  transaction: Executor,
  catalog: Catalog,
  starts: readonly Start[],
  now: Date,
): Promise<readonly string[]> {
  if (starts.length === 0) return [];
  const { schema, version, workspaceId } = catalog;
  const rows = starts.map((start) => ({
    id: newUuid(),
    token: newUuid(),
    workflow: start.pinned.workflow.name,
    digest: start.pinned.digest,
    event: start.event,
    object: start.object ?? null,
    record: start.record ?? null,
    snapshot: start.snapshot ?? null,
    variables: start.variables ?? {},
    key: `${start.pinned.workflow.name} ${start.key}`,
    started_by: start.startedBy,
    chain: start.chain ?? [],
    parent: start.parent?.run ?? null,
    parent_token: start.parent?.token ?? null,
    step: start.pinned.workflow.start,
  }));
  const started = await transaction.run({
    text: `with s as (select * from json_to_recordset($1::json) as s(id uuid, token uuid, workflow text, digest text, event text, object text, record uuid, snapshot jsonb, variables jsonb, key text, started_by uuid, chain jsonb, parent uuid, parent_token uuid, step text)),
      run as (insert into ${runTable(schema)} ("id", "workflow", "digest", "version", "event", "status", "object", "record", "snapshot", "variables", "results", "start_key", "started_by", "chain", "parent", "parent_token", "steps", "started_at", "changed_at")
        select s.id, s.workflow, s.digest, $2::bigint, s.event, 'running', s.object, s.record, s.snapshot, s.variables, '{}'::jsonb, s.key, s.started_by, s.chain, s.parent, s.parent_token, 0, $3::timestamptz, $3::timestamptz from s
        on conflict ("start_key") do nothing returning "id"),
      token as (insert into ${tokenTable(schema)} ("id", "run", "step", "status", "attempt", "state")
        select s.token, s.id, s.step, 'ready', 0, '{}'::jsonb from s where s.id in (select "id" from run))
      select "id" from run`,
    values: [JSON.stringify(rows), version, now],
  });
  const ids = started.rows.map(([id]) => String(id));
  await addJobs(
    transaction,
    ids.map((key) => ({ kind: runJob, workspace: workspaceId, key })),
    now,
  );
  return ids;
}
