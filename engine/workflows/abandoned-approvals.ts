/** Approvals whose run has gone on without them: nobody is asked any more. */
import { isAsked } from "../../metadata/workflows/step-types.ts";
import type { Workflow } from "../../metadata/workflows/workflow.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { tokenTable } from "./run-rows.ts";

export const asksPeople = ({ steps }: Workflow): boolean => [...steps.values()].some(isAsked);

/** After the tokens of a run were written: what no token waits for is closed, and holds no record. */
export async function closeAbandoned(
  transaction: Executor,
  schema: string,
  run: string,
  now: Date,
): Promise<void> {
  const table = (name: string): string => `${quoted(schema)}."${name}"`;
  await transaction.run({
    text: `with gone as (update ${table("_approval")} a set "status" = case when "status" = 'pending' then 'closed' else "status" end, "lock" = null, "ended_at" = coalesce("ended_at", $2)
        where a."run" = $1 and (a."status" = 'pending' or a."lock" is not null)
        and not exists (select 1 from ${tokenTable(schema)} t where t."id" = a."token" and t."state" ->> 'ref' = a."id"::text) returning a."id")
      update ${table("_approval_task")} set "status" = 'closed', "decided_at" = $2 where "approval" in (select "id" from gone) and "status" in ('pending', 'waiting')`,
    values: [run, now],
  });
}
