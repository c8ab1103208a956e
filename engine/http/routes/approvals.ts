/** Approvals of a record: what was asked about it, and what would be. */
import { objectOrEmpty } from "../../../metadata/json-object.ts";
import { problem } from "../../../metadata/problem.ts";
import type { ApprovalChains, ApprovalPreview } from "../../../metadata/task-wire.ts";
import { pickValues } from "../../../metadata/workflows/pick-values.ts";
import { previewOf } from "../../approvals/preview.ts";
import { showChain } from "../../approvals/show-chain.ts";
import { takenBack } from "../../db/taken-back.ts";
import { idsWithin } from "../../records/within-reach.ts";
import { asksPeople } from "../../workflows/abandoned-approvals.ts";
import { type PinnedWorkflow, publishedWorkflows } from "../../workflows/pinned-workflow.ts";
import { readRuns } from "../../workflows/read-runs.ts";
import { mayStart, startHolds } from "../../workflows/start-by-hand.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { recordOf, refuse } from "./records.ts";
import { actingOf, orRefusal } from "./tasks.ts";

const own = { guard: "signed_in", query: [] } as const;

export const approvalRoutes: readonly Route[] = [
  { method: "GET", path: "/records/:object/:id/approvals", ...own, handle: chains },
  { method: "POST", path: "/records/:object/:id/approvals/preview", ...own, handle: preview },
];

/** Runs of a record whose chains are shown. */
const chainsMaximum = 20;

/** The name and id of a record within the caller's reach; an answer when there is none. */
async function recordIn(
  exchange: Exchange,
): Promise<readonly [object: string, id: string] | Answer> {
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  const { model, id } = found;
  const { writer } = actingOf(exchange);
  const isSeen = (await idsWithin(writer, model, [id], "read")).has(id);
  return isSeen ? [model.name, id] : refuse(exchange, problem("record_not_found"));
}

async function chains(exchange: Exchange): Promise<Answer> {
  const found = await recordIn(exchange);
  if (found instanceof Answer) return found;
  const [, record] = found;
  const acting = actingOf(exchange);
  const { executor, catalog } = acting.writer;
  const query = { workflow: null, status: null, record, after: null, limit: chainsMaximum };
  const shown = [];
  for (const run of await readRuns(executor, catalog.schema, query))
    shown.push(await showChain(acting, { ...run, run: run.id }, true));
  const data = shown.filter(({ approvals }) => approvals.length > 0);
  return jsonOf({ data } satisfies ApprovalChains);
}

async function preview(exchange: Exchange): Promise<Answer> {
  const found = await recordIn(exchange);
  if (found instanceof Answer) return found;
  const [object, record] = found;
  const form = await openForm(exchange, ["workflow", "transition", "variables"]);
  if (form instanceof Answer) return form;
  const name = form.has("workflow") ? form.text("workflow", { maximum: 48 }) : null;
  const transition = form.has("transition") ? form.text("transition", { maximum: 48 }) : null;
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const body = await exchange.body();
  const { variables } = objectOrEmpty(body.ok ? body.value : null);
  const acting = actingOf(exchange);
  const { services } = exchange.services.workflows.workshop();
  return orRefusal(exchange, async () => {
    const data: ApprovalPreview["data"][number][] = [];
    for (const pinned of publishedWorkflows(exchange.catalog).values()) {
      if (name !== null && pinned.workflow.name !== name) continue;
      if (!(await wouldStart(exchange, pinned, { object, record, transition }))) continue;
      const given = pickValues(pinned.content.variables, variables ?? {});
      // Scripts may say who is asked: whatever they write is taken back.
      const found = await takenBack(exchange.services.database, (executor) => {
        const inside = { ...acting, writer: { ...acting.writer, executor } };
        return previewOf({ acting: inside, services, object, record, variables: given }, pinned);
      });
      data.push(found);
    }
    return jsonOf({ data } satisfies ApprovalPreview);
  });
}

/** Whether the caller may start it with this record, and it asks anybody. */
async function wouldStart(
  exchange: Exchange,
  pinned: PinnedWorkflow,
  about: { readonly object: string; readonly record: string; readonly transition: string | null },
): Promise<boolean> {
  const { workflow } = pinned;
  const { trigger } = workflow;
  if (trigger.object !== about.object || !workflow.active || !asksPeople(workflow)) return false;
  const { writer } = actingOf(exchange);
  const model = exchange.catalog.objects.get(about.object);
  if (model === undefined) return false;
  const byStep = trigger.events.includes("transition");
  if (about.transition !== null && !byStep) return false;
  const step = trigger.transition ?? about.transition;
  if (about.transition !== null && step !== about.transition) return false;
  if (byStep && step !== null && !writer.rights.mayStep(model, step)) return false;
  const byHand = trigger.events.includes("action");
  if (byHand && !mayStart(writer, exchange.principal?.roles ?? [], pinned)) return false;
  if (!byStep && !byHand && !writer.rights.mayUse(model, "update")) return false;
  return trigger.when === null || startHolds(writer, pinned, trigger.when, about.record);
}
