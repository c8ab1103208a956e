/** Runs that people and other systems start. */
import { evaluate } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { problem } from "../../metadata/problem.ts";
import { givenProblems, pickValues } from "../../metadata/workflows/pick-values.ts";
import { roleNames } from "../access/roles.ts";
import { newUuid } from "../db/uuid.ts";
import { idsWithin } from "../records/within-reach.ts";
import { atomic, Refused, type Writer } from "../records/writer.ts";
import { type PinnedWorkflow, publishedWorkflows } from "./pinned-workflow.ts";
import { environmentFor } from "./run-values.ts";
import { startRuns } from "./start-runs.ts";
import { expressionAt } from "./step-context.ts";

export interface HandStart {
  readonly workflow: string;
  readonly record: string | null;
  readonly variables: unknown;
}

/** Id of the run. `roles`: ids of those that the caller has. @throws Refused */
export async function startByHand(
  writer: Writer,
  roles: readonly string[],
  { workflow: name, record, variables }: HandStart,
): Promise<string> {
  const pinned = publishedWorkflows(writer.catalog).get(name);
  const { events } = pinned?.workflow.trigger ?? { events: [] };
  const event = events.find((one) => one === "action" || one === "manual");
  if (pinned === undefined || event === undefined || !mayStart(writer, roles, pinned))
    throw new Refused([problem("workflow_unknown", "", { name })]);
  if (!pinned.workflow.active) throw new Refused([problem("workflow_inactive")]);
  const declared = pinned.workflow.variables;
  const wrong = givenProblems(declared, variables, true);
  if (wrong.length > 0)
    throw new Refused(wrong.map((item) => ({ ...item, path: `/variables${item.path}` })));
  const about = await requireRecord(writer, pinned, record);
  return atomic(writer, async (inside) => {
    const [id] = await startRuns(
      inside.executor,
      inside.catalog,
      [
        {
          pinned,
          event,
          ...about,
          variables: pickValues(pinned.content.variables, variables),
          key: newUuid(),
          startedBy: inside.actor,
          chain: inside.chain,
        },
      ],
      new Date(),
    );
    if (id === undefined) throw new Error("A run was not started");
    return id;
  });
}

/** Who has one of the roles; without roles who may read the record; who designs, always. */
export function mayStart(
  { rights, catalog }: Pick<Writer, "rights" | "catalog">,
  ids: readonly string[],
  { workflow }: PinnedWorkflow,
): boolean {
  if (rights.mayDesign) return true;
  const { roles, object } = workflow.trigger;
  if (roles === null) return object !== null;
  const own = roleNames(catalog, ids);
  return roles.some((role) => own.includes(role));
}

/** Those that somebody may start from a record of this object, by their names. */
export const offeredWorkflows = (
  caller: Pick<Writer, "rights" | "catalog">,
  roles: readonly string[],
  object: string,
): readonly PinnedWorkflow[] =>
  [...publishedWorkflows(caller.catalog).values()].filter(
    (pinned) =>
      pinned.workflow.active &&
      pinned.workflow.trigger.object === object &&
      pinned.workflow.trigger.events.includes("action") &&
      mayStart(caller, roles, pinned),
  );

/** Those of them that a record allows as it stands; none of a record that may not be read. */
export async function possibleWorkflows(
  writer: Writer,
  model: ObjectModel,
  id: string,
  offered: readonly PinnedWorkflow[],
): Promise<readonly PinnedWorkflow[]> {
  if (offered.length === 0 || !(await idsWithin(writer, model, [id], "read")).has(id)) return [];
  const possible: PinnedWorkflow[] = [];
  for (const pinned of offered) {
    const { when } = pinned.workflow.trigger;
    if (when === null || (await startHolds(writer, pinned, when, id))) possible.push(pinned);
  }
  return possible;
}

async function requireRecord(
  writer: Writer,
  pinned: PinnedWorkflow,
  record: string | null,
): Promise<{ readonly object: string | null; readonly record: string | null }> {
  const { object, when } = pinned.workflow.trigger;
  if (object === null) {
    if (record !== null)
      throw new Refused([problem("unknown_field", "/record", { name: "record", hint: "" })]);
    return { object: null, record: null };
  }
  const model = writer.catalog.objects.get(object);
  if (record === null) throw new Refused([problem("required", "/record")]);
  if (model === undefined || !(await idsWithin(writer, model, [record], "read")).has(record))
    throw new Refused([problem("record_not_found")]);
  if (when !== null && !(await startHolds(writer, pinned, when, record)))
    throw new Refused([problem("workflow_not_now")]);
  return { object, record };
}

/** Whether the condition of the start holds for a record as it is. */
export async function startHolds(
  writer: Writer,
  pinned: PinnedWorkflow,
  when: string,
  record: string,
): Promise<boolean> {
  const place = { path: "/on/when", step: null, use: "condition", name: null } as const;
  const expression = expressionAt({ pinned, writer }, when, place);
  const names = {
    pinned,
    step: null,
    record,
    snapshot: null,
    startedBy: writer.actor,
    variables: {},
    results: {},
    items: new Map<string, string>(),
  };
  return evaluate(expression, await environmentFor(writer, names, expression)) === true;
}
