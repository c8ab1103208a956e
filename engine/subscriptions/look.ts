/**
 * The job that looks at what was written: one for each workspace in which somebody follows
 * something. Writes do nothing for it and know nothing of who follows.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Snapshot } from "../changes/position.ts";
import { currentSnapshot } from "../changes/read-changes.ts";
import { readWrites } from "../changes/read-writes.ts";
import type { PageEnd } from "../changes/span.ts";
import type { Executor } from "../db/database.ts";
import {
  done,
  type Job,
  type JobOutcome,
  type Payload,
  type TransactionalHandler,
} from "../jobs/job.ts";
import { addJobs } from "../jobs/job-rows.ts";
import type { Observe } from "../observe.ts";
import { followedObjects } from "./subscription-rows.ts";
import { tellFollowers } from "./tell-followers.ts";

export const lookJob = "subscriptions";

/** Seconds between looks: after something was told of, and at most. */
export const lookSeconds = 2;
export const calmLookSeconds = 10;

export interface LookParts {
  readonly timeZone: string;
  /** Whether this installation sends mail. */
  readonly mails: boolean;
  readonly observe: Observe;
  /** Null when the workspace is gone. */
  catalogOf(executor: Executor, workspace: string): Promise<Catalog | null>;
}

/** Where the looks have come to. */
interface Position {
  readonly from: Snapshot;
  /** Of a look of several pages. */
  readonly until: Snapshot | null;
  readonly after: PageEnd | null;
  /** Seconds since the look before. */
  readonly pause: number;
}

/** Ends with the transaction: looks end, and begin, one after another. */
const lockLooks = (transaction: Executor, workspace: string) =>
  transaction.run({
    text: "select pg_advisory_xact_lock(84721004, hashtext($1))",
    values: [workspace],
  });

/** Begins to look, when nobody does: in the transaction that adds a subscription. */
export async function ensureLooking(transaction: Executor, workspace: string): Promise<void> {
  await lockLooks(transaction, workspace);
  const { rows } = await transaction.run({
    text: "select 1 from core.job where workspace = $1 and key = $2",
    values: [workspace, lookJob],
  });
  if (rows.length > 0) return;
  const from = await currentSnapshot(transaction);
  await addJobs(transaction, [
    nextLook(workspace, { from, until: null, after: null, pause: lookSeconds }),
  ]);
}

const nextLook = (workspace: string, { from, until, after, pause }: Position) => ({
  kind: lookJob,
  workspace,
  key: lookJob,
  payload: { from, pause, ...(until === null ? {} : { until, after }) },
  // The other pages of a look follow at once.
  runAt: new Date(Date.now() + (until === null ? pause * 1000 : 0)),
});

export function lookHandler(parts: LookParts): TransactionalHandler {
  return {
    kind: lookJob,
    mode: "transactional",
    handle: async (job, transaction) => {
      const catalog = await parts.catalogOf(transaction, job.workspace);
      return catalog === null ? done : look(parts, catalog, job, transaction);
    },
  };
}

async function look(
  { timeZone, mails, observe }: LookParts,
  catalog: Catalog,
  job: Job,
  transaction: Executor,
): Promise<JobOutcome> {
  const { workspaceId, schema } = catalog;
  let objects = await followedObjects(transaction, schema);
  if (objects.length === 0) {
    await lockLooks(transaction, workspaceId);
    objects = await followedObjects(transaction, schema);
    if (objects.length === 0) return done;
  }
  const position = positionIn(job.payload);
  const until = position.until ?? (await currentSnapshot(transaction));
  const span = { from: position.from, until };
  const page = await readWrites(transaction, schema, span, position.after, objects);
  if (page.rows.length > 0)
    await tellFollowers({ transaction, catalog, timeZone, mails, observe }, page.rows, new Date());
  const isCalm = page.rows.length === 0 && position.until === null;
  const pause = isCalm ? Math.min(2 * position.pause, calmLookSeconds) : lookSeconds;
  const next: Position =
    page.end === null
      ? { from: until, until: null, after: null, pause }
      : { ...span, after: page.end, pause };
  await addJobs(transaction, [nextLook(workspaceId, next)]);
  return done;
}

function positionIn({ from, until, after, pause }: Payload): Position {
  return {
    from: String(from),
    until: typeof until === "string" ? until : null,
    after: isJsonObject(after)
      ? { xid: String(after.xid), record: String(after.record), revision: Number(after.revision) }
      : null,
    pause: Number(pause),
  };
}
