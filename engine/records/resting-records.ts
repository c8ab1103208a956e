/** Records that rest while people decide on them, as published workflows ask. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { problem } from "../../metadata/problem.ts";
import { resolveWorkflow, type Workflow } from "../../metadata/workflows/workflow.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { quoted } from "../db/names.ts";
import { Refused, type Writer } from "./writer.ts";

const lockingKey = Symbol("workflows that let records rest");

/** By name of the workflow. */
const lockingWorkflows = (catalog: Catalog): ReadonlyMap<string, Workflow> =>
  catalog.derived(
    lockingKey,
    () =>
      new Map(
        catalog.documents
          .filter(({ kind, content }) => kind === "workflow" && resolveWorkflow(content).lock)
          .map(({ name, content }) => [name, resolveWorkflow(content)]),
      ),
  );

/**
 * Whether records of an object may rest at all. A workflow that is published without the keyword
 * lets go of the records of its earlier runs, too.
 */
export const mayRest = (catalog: Catalog, model: ObjectModel): boolean =>
  [...lockingWorkflows(catalog).values()].some(({ trigger }) => trigger.object === model.name);

/**
 * The rows of the records are this transaction's: whoever begins an approval waits for them. What
 * the run writes by which a record rests is no disturbance.
 * @param write `edit`: fields change, or it is deleted · `step`: its state or owner changes
 * @param placeOf where the request names a record
 * @throws Refused
 */
export async function refuseResting(
  { executor, catalog, cause, causality }: Writer,
  model: ObjectModel,
  ids: readonly string[],
  write: "edit" | "step",
  placeOf: (id: string) => string = () => "",
): Promise<void> {
  if (!mayRest(catalog, model)) return;
  const table = (name: string): string => `${quoted(catalog.schema)}."${name}"`;
  const { rows } = await executor.run({
    text: `select distinct on (a."record") a."record", a."step", r."workflow" from ${table("_approval")} a join ${table("_workflow_run")} r on r."id" = a."run"
      where a."record" = any($1::uuid[]) and a."lock" = any($2) and r."workflow" = any($3) and a."run"::text <> $4 order by a."record", a."id"`,
    values: [
      ids,
      write === "edit" ? ["lock", "lockFields"] : ["lock"],
      [...lockingWorkflows(catalog).keys()],
      cause === "workflow" ? causality : "",
    ],
  });
  if (rows.length === 0) return;
  throw new Refused(
    rows.map(([record, step, workflow]) => {
      const known = lockingWorkflows(catalog).get(String(workflow))?.steps.get(String(step));
      const path = placeOf(String(record));
      return problem("record_under_approval", path, { step: known?.title ?? String(step) });
    }),
  );
}
