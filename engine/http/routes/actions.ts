/** Actions on records, and addresses that scripts answer. */

import type { Action } from "../../../metadata/automation/automation.ts";
import type { OfferedAction, OfferedActions } from "../../../metadata/automation-wire.ts";
import { parseJson } from "../../../metadata/json.ts";
import { isJsonObject } from "../../../metadata/json-object.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { problem } from "../../../metadata/problem.ts";
import { variableFields } from "../../../metadata/workflows/variable-fields.ts";
import { resolveWorkflow } from "../../../metadata/workflows/workflow.ts";
import { actionIds, possibleActions, runAction } from "../../automation/actions.ts";
import { runEndpoint } from "../../automation/endpoints.ts";
import { automationIn, localisedAutomation } from "../../catalog/automation.ts";
import { uuidPattern } from "../../db/uuid.ts";
import type { PinnedWorkflow } from "../../workflows/pinned-workflow.ts";
import { offeredWorkflows, possibleWorkflows } from "../../workflows/start-by-hand.ts";
import { localisedWorkflow } from "../../workflows/workflow-titles.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { anObject } from "../expected.ts";
import { inputValidator } from "../input-validator.ts";
import { mayBegin } from "../may-begin.ts";
import { json, jsonOf, type Route } from "../route.ts";
import { objectOf, recordOf, refuse, sentObjectIfAny } from "./records.ts";

const signedIn = { guard: "signed_in", query: [] } as const;

export const actionRoutes: readonly Route[] = [
  { method: "GET", path: "/records/:object/actions", ...signedIn, handle: listOfObject },
  {
    method: "POST",
    path: "/records/:object/actions/:name",
    ...signedIn,
    idempotent: true,
    handle: onList,
  },
  {
    method: "GET",
    path: "/records/:object/actions/:name/validator.js",
    ...signedIn,
    handle: validator,
  },
  { method: "GET", path: "/records/:object/:id/actions", ...signedIn, handle: listOfRecord },
  {
    method: "POST",
    path: "/records/:object/:id/actions/:name",
    ...signedIn,
    idempotent: true,
    handle: onRecord,
  },
  { method: "POST", path: "/x/:name", ...signedIn, idempotent: true, handle: endpoint },
  { method: "GET", path: "/x/:name", ...signedIn, query: ["input"], handle: endpoint },
];

/** The input as the document has it: screens make its form from it as from any object. */
const shown = ({ script, start }: Action): OfferedAction => ({
  kind: "script",
  name: script.name,
  title: start.title,
  on: start.on,
  confirm: start.confirm,
  input: start.input?.document ?? null,
});

/** Its variables as fields. */
const shownWorkflow = (
  { catalog, locale }: Exchange,
  { workflow, content }: PinnedWorkflow,
): OfferedAction => {
  const localised = localisedWorkflow(catalog, locale, content);
  return {
    kind: "workflow",
    name: workflow.name,
    title: resolveWorkflow(localised).title,
    on: "record",
    confirm: "",
    input: variableFields(localised),
  };
};

const answerWith = (actions: readonly Action[], workflows: readonly OfferedAction[] = []): Answer =>
  jsonOf({ data: [...actions.map(shown), ...workflows] } satisfies OfferedActions);

const surroundingsOf = ({ services, locale }: Exchange) =>
  services.scripts.surroundings(locale, false);

/** Those that the caller may start, in his language. */
const offered = (exchange: Exchange, model: ObjectModel): readonly Action[] =>
  [
    ...(localisedAutomation(exchange.catalog, exchange.locale).actions.get(model.name)?.values() ??
      []),
  ].filter(({ start }) => mayBegin(exchange, start.roles));

async function listOfObject(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  return answerWith(offered(exchange, model));
}

/** Of what an action asks for, wherever it is offered. */
async function validator(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const name = exchange.parameter("name");
  const found = automationIn(exchange.catalog).actions.get(model.name)?.get(name);
  const action = found === undefined ? null : actionOf(exchange, model, found.start.on);
  if (action instanceof Answer) return action;
  return action === null || action.start.input === null
    ? refuse(exchange, problem("unknown_action", "", { name }))
    : inputValidator(action.start.input);
}

async function listOfRecord(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  const { model, id } = found;
  const ofRecord = offered(exchange, model).filter(({ start }) => start.on === "record");
  const writer = writerOf(exchange);
  const workflows = offeredWorkflows(exchange, exchange.principal?.roles ?? [], model.name);
  const possible = await possibleWorkflows(writer, model, id, workflows);
  return answerWith(
    await possibleActions(writer, model, id, ofRecord),
    possible.map((pinned) => shownWorkflow(exchange, pinned)),
  );
}

/** An action that this caller may start; others do not exist for him. */
function actionOf(exchange: Exchange, model: ObjectModel, on: "record" | "list"): Action | Answer {
  const name = exchange.parameter("name");
  const action = automationIn(exchange.catalog).actions.get(model.name)?.get(name);
  return action === undefined || action.start.on !== on || !mayBegin(exchange, action.start.roles)
    ? refuse(exchange, problem("unknown_action", "", { name }))
    : action;
}

async function onRecord(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  const { model, id } = found;
  const input = await sentObjectIfAny(exchange);
  if (input instanceof Answer) return input;
  const action = actionOf(exchange, model, "record");
  if (action instanceof Answer) return action;
  const done = await runAction(surroundingsOf(exchange), writerOf(exchange), model, action, {
    ids: [id],
    input,
  });
  return done.ok ? jsonOf(done.value) : refuse(exchange, ...done.problems);
}

async function onList(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const body = await sentObjectIfAny(exchange);
  if (body instanceof Answer) return body;
  const action = actionOf(exchange, model, "list");
  if (action instanceof Answer) return action;
  const ids = actionIds(body.ids, (text) => uuidPattern.test(text));
  if (!ids.ok) return refuse(exchange, ...ids.problems);
  const done = await runAction(surroundingsOf(exchange), writerOf(exchange), model, action, {
    ids: ids.value,
    input: body.input,
    inputAt: "/input",
  });
  return done.ok ? jsonOf(done.value) : refuse(exchange, ...done.problems);
}

async function endpoint(exchange: Exchange): Promise<Answer> {
  const { method } = exchange.context.req;
  const input = method === "POST" ? await sentObjectIfAny(exchange) : queryInput(exchange);
  if (input instanceof Answer) return input;
  const name = exchange.parameter("name");
  const found = automationIn(exchange.catalog).endpoints.get(name);
  if (found === undefined || !mayBegin(exchange, found.start.roles))
    return refuse(exchange, problem("not_found"));
  if (found.start.method !== method)
    return refuse(exchange, problem("method_not_allowed", "", { allowed: [found.start.method] }));
  const done = await runEndpoint(surroundingsOf(exchange), writerOf(exchange), found, input);
  return done.ok ? json(JSON.stringify(done.value ?? null)) : refuse(exchange, ...done.problems);
}

/** A GET carries its input as JSON in `input`. */
function queryInput(exchange: Exchange): unknown {
  const text = exchange.query.get("input");
  if (text === null) return {};
  const parsed = parseJson(text, { maximumBytes: queryMaximum });
  return parsed.ok && isJsonObject(parsed.value)
    ? parsed.value
    : refuse(exchange, problem("invalid_parameter", "", { name: "input", expected: anObject }));
}

/** Bytes of the input in an address. */
const queryMaximum = 16_384;
