/** Messages of other systems that start workflows, signed by Standard Webhooks. */
import { randomBytes } from "node:crypto";
import { parseJson } from "../../../metadata/json.ts";
import { problem } from "../../../metadata/problem.ts";
import { givenProblems, pickValues } from "../../../metadata/workflows/pick-values.ts";
import { recordAct } from "../../audit/record-act.ts";
import { openSecrets, readEndpoint, writeEndpoint } from "../../deliveries/endpoints.ts";
import { verifiedId } from "../../deliveries/sign-webhook.ts";
import { type PinnedWorkflow, publishedWorkflows } from "../../workflows/pinned-workflow.ts";
import { startRuns } from "../../workflows/start-runs.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readTextBody } from "../exchange.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

export const hookRoutes: readonly Route[] = [
  { method: "POST", path: "/hooks/:name", guard: "public", query: [], handle: take },
  { method: "POST", path: "/hooks/:name/secret", guard: "designer", query: [], handle: makeSecret },
];

/** Under a name that no endpoint of deliveries can have. */
const endpointName = (workflow: string): string => `hook:${workflow}`;

function hooked({ catalog }: Exchange, name: string): PinnedWorkflow | null {
  const pinned = publishedWorkflows(catalog).get(name);
  return pinned?.workflow.trigger.events.includes("webhook") === true ? pinned : null;
}

/** Whatever is wrong before the signature is right, the answer is the same. */
async function take(exchange: Exchange): Promise<Answer> {
  const { services, catalog, context } = exchange;
  const { database } = services;
  const limit = services.config.bodyLimitBytes;
  const text = await readTextBody(context, limit);
  if (!text.ok) return refuse(exchange, ...text.problems);
  const name = exchange.parameter("name");
  const now = new Date();
  const pinned = hooked(exchange, name);
  const endpoint = await readEndpoint(database, catalog.schema, endpointName(name), now);
  const secrets =
    endpoint === null ? [] : openSecrets(services.secrets, catalog.workspaceId, endpoint);
  const id = verifiedId(
    secrets,
    {
      id: context.req.header("webhook-id"),
      timestamp: context.req.header("webhook-timestamp"),
      signatures: context.req.header("webhook-signature"),
      body: text.value,
    },
    now,
  );
  if (id === null || pinned === null) return refuse(exchange, problem("hook_refused"));
  if (!pinned.workflow.active) return refuse(exchange, problem("workflow_inactive"));
  const parsed = parseJson(text.value, { maximumBytes: limit });
  if (!parsed.ok) return refuse(exchange, ...parsed.problems);
  const wrong = givenProblems(pinned.workflow.variables, parsed.value, false);
  if (wrong.length > 0) return refuse(exchange, ...wrong);
  const variables = pickValues(pinned.content.variables, parsed.value);
  const start = { pinned, event: "webhook", key: id, startedBy: null, variables };
  const started = await database.transaction((transaction) =>
    startRuns(transaction, catalog, [start], now),
  );
  if (started.length === 0) return refuse(exchange, problem("hook_repeated"));
  services.jobs.wake();
  return new Answer(null, { status: 202 });
}

/** A new secret, told once; the former one is accepted for another day. */
async function makeSecret(exchange: Exchange): Promise<Answer> {
  const { services, catalog, principal } = exchange;
  const name = exchange.parameter("name");
  if (hooked(exchange, name) === null)
    return refuse(exchange, problem("workflow_unknown", "", { name }));
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  await services.database.transaction(async (transaction) => {
    await writeEndpoint(
      transaction,
      services.secrets,
      catalog,
      { name: endpointName(name), url: "", format: "incoming", secret },
      principal?.account.id ?? null,
      new Date(),
    );
    await recordAct(transaction, actorOf(exchange), "hook_secret_made", { workflow: name });
  });
  return jsonOf({ secret }, 201);
}
