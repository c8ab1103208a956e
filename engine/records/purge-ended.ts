/** What is over and old goes: runs of workflows with what they asked, of scripts, deliveries, notices. */
import type { Database, Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";

/** Rows of one transaction, so that nobody waits for it. */
export const endedAtATime = 500;

const dayMilliseconds = 86_400_000;

/**
 * Removes what ended before so many days; runs that a run still waits for stay with it, and what is
 * kept for a paused endpoint stays until somebody decides.
 */
export async function purgeEnded(
  database: Database,
  schema: string,
  days: number,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - days * dayMilliseconds);
  for (const remove of [
    removeRuns,
    removeDeliveries,
    removeNotices,
    removeScriptRuns,
    removeRecordings,
  ])
    for (let removed = endedAtATime; removed === endedAtATime; )
      removed = await database.transaction((transaction) => remove(transaction, schema, before));
}

async function removeRuns(transaction: Executor, schema: string, before: Date): Promise<number> {
  const table = (name: string) => `${quoted(schema)}."_workflow_${name}"`;
  const { rows } = await transaction.run({
    text: `select r."id" from ${table("run")} as r where r."started_at" < $1 and r."ended_at" < $1
      and not exists (select 1 from ${table("run")} as p where p."id" = r."parent" and p."ended_at" is null)
      order by r."started_at", r."id" limit ${endedAtATime} for update of r skip locked`,
    values: [before],
  });
  const ids = rows.map(([id]) => id);
  const approval = (name: string) => `${quoted(schema)}."_approval${name}"`;
  await transaction.run({
    text: `delete from ${quoted(schema)}."_decision_link" where "task" in (select t."id" from ${approval("_task")} t join ${approval("")} a on a."id" = t."approval" where a."run" = any($1::uuid[]))`,
    values: [ids],
  });
  for (const name of ["_task", "_copy"])
    await transaction.run({
      text: `delete from ${approval(name)} where "approval" in (select "id" from ${approval("")} where "run" = any($1::uuid[]))`,
      values: [ids],
    });
  await transaction.run({
    text: `delete from ${approval("")} where "run" = any($1::uuid[])`,
    values: [ids],
  });
  for (const [name, column] of [
    ["token", "run"],
    ["history", "run"],
    ["run", "id"],
  ] as const)
    await transaction.run({
      text: `delete from ${table(name)} where "${column}" = any($1::uuid[])`,
      values: [ids],
    });
  return ids.length;
}

/** Rows by one moment of theirs, with what else must hold. */
const removeBy =
  (name: string, moment: string, condition = "") =>
  async (transaction: Executor, schema: string, before: Date): Promise<number> => {
    const table = `${quoted(schema)}."${name}"`;
    const { rowCount } = await transaction.run({
      text: `delete from ${table} where "id" in (select "id" from ${table} where "${moment}" < $1${condition}
        order by "${moment}", "id" limit ${endedAtATime} for update skip locked)`,
      values: [before],
    });
    return rowCount;
  };

const removeDeliveries = removeBy("_delivery", "created_at", ' and "finished_at" < $1');
const removeNotices = removeBy("_notification", "at");
const removeScriptRuns = removeBy("_script_run", "at");
const removeRecordings = removeBy("_script_recording", "at");
