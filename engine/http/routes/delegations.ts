/** Who stands in for the caller while he is away, and for whom he does. */
import { problem } from "../../../metadata/problem.ts";
import type { Delegation, Delegations } from "../../../metadata/task-wire.ts";
import { whomOf } from "../../access/accounts.ts";
import {
  addDelegation,
  delegationsMaximum,
  delegationsOf,
  removeDelegation,
  type StandingDelegation,
} from "../../approvals/delegations.ts";
import type { Acting } from "../../approvals/hold-task.ts";
import { eligible } from "../../approvals/plan-seats.ts";
import { peopleNamed } from "../../approvals/show-tasks.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { publishedWorkflows } from "../../workflows/pinned-workflow.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { type Form, openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";
import { actingOf } from "./tasks.ts";

const own = { guard: "signed_in", query: [] } as const;

export const delegationRoutes: readonly Route[] = [
  { method: "GET", path: "/account/delegations", ...own, handle: list },
  { method: "POST", path: "/account/delegations", ...own, idempotent: true, handle: add },
  { method: "DELETE", path: "/account/delegations/:id", ...own, handle: remove },
];

const reasonMaximum = 400;

async function list(exchange: Exchange): Promise<Answer> {
  const acting = actingOf(exchange);
  const { executor, catalog } = acting.writer;
  const found = await delegationsOf(executor, catalog.schema, acting.actor);
  const shown = await shownAs(acting, found);
  return jsonOf({
    given: shown.filter(({ from }) => from.id === acting.actor),
    received: shown.filter(({ to }) => to.id === acting.actor),
  } satisfies Delegations);
}

async function shownAs(
  acting: Acting,
  found: readonly StandingDelegation[],
): Promise<readonly Delegation[]> {
  const person = await peopleNamed(
    acting,
    found.flatMap(({ from, to }) => [from, to]),
  );
  return found.map(({ id, from, to, workflows, validFrom, validUntil, reason }) => ({
    id,
    from: person(from),
    to: person(to),
    workflows,
    valid_from: validFrom.toISOString(),
    valid_until: validUntil?.toISOString() ?? null,
    reason,
  }));
}

async function add(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["to", "workflows", "from", "until", "reason"]);
  if (form instanceof Answer) return form;
  const acting = actingOf(exchange);
  const { actor, now, writer } = acting;
  const { executor, catalog } = writer;
  const to = form.text("to", { maximum: 36 });
  const workflows = form.names("workflows");
  const [validFrom, validUntil] = [form.moment("from") ?? now, form.moment("until")];
  const reason = form.has("reason") ? form.text("reason", { maximum: reasonMaximum }) : "";
  refuseUnknown(exchange, form, workflows);
  if (to !== "" && !(await isSomebodyElse(acting, to)))
    form.problems.push(problem("delegation_invalid", "/to"));
  if (validUntil !== null && validUntil <= validFrom)
    form.problems.push(problem("delegation_invalid", "/until"));
  const given = (await delegationsOf(executor, catalog.schema, actor)).filter(
    ({ from }) => from === actor,
  );
  if (given.length >= delegationsMaximum)
    form.problems.push(problem("too_long", "", { maximum: delegationsMaximum }));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const delegation = { from: actor, to, workflows, validFrom, validUntil, reason };
  const id = await addDelegation(executor, catalog.schema, delegation, now);
  await told(exchange, "named", to);
  const [shown] = await shownAs(acting, [{ ...delegation, id }]);
  return jsonOf(shown, 201);
}

function refuseUnknown(
  { catalog }: Exchange,
  form: Form,
  workflows: readonly string[] | null,
): void {
  const known = publishedWorkflows(catalog);
  for (const [index, name] of (workflows ?? []).entries())
    if (!known.has(name))
      form.problems.push(problem("workflow_unknown", `/workflows/${index}`, { name }));
}

/** Nobody stands in for himself. */
const isSomebodyElse = async ({ writer, actor }: Acting, to: string): Promise<boolean> =>
  uuidPattern.test(to) && (await eligible(writer, actor).among([to])).has(to);

async function remove(exchange: Exchange): Promise<Answer> {
  const { writer, actor } = actingOf(exchange);
  const { executor, catalog } = writer;
  const id = exchange.parameter("id");
  const found = (await delegationsOf(executor, catalog.schema, actor)).find(
    (one) => one.id === id && one.from === actor,
  );
  if (found === undefined) return refuse(exchange, problem("delegation_not_found"));
  await removeDelegation(executor, catalog.schema, id, actor);
  await told(exchange, "dismissed", found.to);
  return new Answer(null, { status: 204 });
}

async function told(exchange: Exchange, what: string, to: string): Promise<void> {
  const { executor } = exchange;
  const whom = await whomOf(executor, to);
  await recordAct(executor, actorOf(exchange), "delegation_changed", { what, to: whom });
}
