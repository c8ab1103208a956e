/** What leaves the workspace, and where to. */
import { namePattern } from "../../../metadata/documents/checks/check-names.ts";
import { problem } from "../../../metadata/problem.ts";
import {
  type DeliveryEntry,
  type DeliveryPage,
  deliveryStatuses,
  type EndpointEntry,
  type EndpointList,
  endpointFormats,
} from "../../../metadata/workflow-wire.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import {
  type Delivery,
  deliveriesMaximum,
  readDeliveries,
  readDelivery,
  releasePaused,
  resend as sendAgain,
} from "../../deliveries/delivery-rows.ts";
import {
  type Endpoint,
  endPause,
  readEndpoint,
  readEndpoints,
  removeEndpoint,
  writeEndpoint,
} from "../../deliveries/endpoints.ts";
import { isWebhookSecret } from "../../deliveries/sign-webhook.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";
import { aRunId, idIn, limitIn } from "./run-answers.ts";

const guard = "designer" as const;

export const deliveryRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/deliveries",
    guard,
    query: ["status", "run", "after", "limit"],
    handle: list,
  },
  { method: "POST", path: "/deliveries/:id/resend", guard, query: [], handle: resend },
  { method: "GET", path: "/endpoints", guard, query: [], handle: endpoints },
  { method: "PUT", path: "/endpoints/:name", guard, query: [], handle: write },
  { method: "DELETE", path: "/endpoints/:name", guard, query: [], handle: remove },
  { method: "POST", path: "/endpoints/:name/resume", guard, query: [], handle: resume },
];

const usual = 50;

async function list(exchange: Exchange): Promise<Answer> {
  const { query, executor, catalog } = exchange;
  const limit = limitIn(query, usual, deliveriesMaximum);
  const [run, after] = [idIn(query, "run"), idIn(query, "after")];
  const asked = query.get("status");
  const status = deliveryStatuses.find((known) => known === asked) ?? null;
  const wrong = (name: string, ...expected: readonly string[]) =>
    refuse(exchange, problem("invalid_parameter", "", { name, expected: oneOf(...expected) }));
  if (limit === null) return wrong("limit", `1–${deliveriesMaximum}`);
  if (asked !== null && status === null) return wrong("status", ...deliveryStatuses);
  if (after === undefined) return refuse(exchange, problem("invalid_cursor"));
  if (run === undefined)
    return refuse(exchange, problem("invalid_parameter", "", { name: "run", expected: aRunId }));
  const found = await readDeliveries(executor, catalog.schema, {
    status,
    run,
    after,
    limit: limit + 1,
  });
  const data = found.slice(0, limit).map(shown);
  const next = found.length > limit ? (data.at(-1)?.id ?? null) : null;
  return jsonOf({ data, next } satisfies DeliveryPage);
}

const shown = (delivery: Delivery): DeliveryEntry => ({
  id: delivery.id,
  kind: delivery.kind,
  target: delivery.target,
  run: delivery.run,
  object: delivery.object,
  record: delivery.record,
  status: delivery.status,
  attempt: delivery.attempt,
  next_at: delivery.nextAt?.toISOString() ?? null,
  response_code: delivery.responseCode,
  response_excerpt: delivery.responseExcerpt,
  payload: delivery.payload,
  created_at: delivery.createdAt.toISOString(),
  finished_at: delivery.finishedAt?.toISOString() ?? null,
});

async function resend(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const id = exchange.parameter("id");
  const missing = problem("delivery_not_found");
  if (!uuidPattern.test(id)) return refuse(exchange, missing);
  const refused = await services.database.transaction(async (transaction) => {
    const delivery = await readDelivery(transaction, catalog.schema, id, true);
    if (delivery === null || delivery.kind === "mail") return missing;
    if (delivery.finishedAt === null) return problem("delivery_under_way");
    await sendAgain(transaction, catalog, id, new Date());
    await recordAct(transaction, actorOf(exchange), "delivery_resent", { delivery: id });
    return null;
  });
  if (refused !== null) return refuse(exchange, refused);
  services.jobs.wake();
  return new Answer(null, { status: 202 });
}

async function endpoints({ executor, catalog }: Exchange): Promise<Answer> {
  const found = await readEndpoints(executor, catalog.schema, new Date());
  return jsonOf({ data: found.map(shownEndpoint) } satisfies EndpointList);
}

/** Never the secret: only that there is one. */
const shownEndpoint = ({
  name,
  url,
  format,
  secrets,
  failingSince,
  pausedAt,
}: Endpoint): EndpointEntry => ({
  name,
  url,
  format,
  has_secret: secrets.length > 0,
  failing_since: failingSince?.toISOString() ?? null,
  paused_at: pausedAt?.toISOString() ?? null,
});

async function write(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["url", "format", "secret"]);
  if (form instanceof Answer) return form;
  const name = exchange.parameter("name");
  const url = form.text("url", { maximum: 2000 });
  const format = form.choice("format", endpointFormats, "standard");
  const secret = form.has("secret")
    ? form.text("secret", { maximum: 500, exact: true })
    : undefined;
  if (!namePattern.test(name))
    form.problems.push(problem("name_invalid", "/name", { name, proposal: "erp" }));
  if (url !== "" && !isAddress(url))
    form.problems.push(problem("endpoint_address_invalid", "/url"));
  if (secret !== undefined && format === "standard" && !isWebhookSecret(secret))
    form.problems.push(problem("endpoint_secret_weak", "/secret"));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const { services, catalog, principal } = exchange;
  const change = { name, url, format, ...(secret === undefined ? {} : { secret }) };
  const now = new Date();
  const found = await services.database.transaction(async (transaction) => {
    const by = principal?.account.id ?? null;
    await writeEndpoint(transaction, services.secrets, catalog, change, by, now);
    await recordAct(transaction, actorOf(exchange), "endpoint_changed", {
      endpoint: name,
      address: new URL(url).origin,
      secret: secret !== undefined,
    });
    return readEndpoint(transaction, catalog.schema, name, now);
  });
  return found === null ? new Answer(null, { status: 204 }) : jsonOf(shownEndpoint(found));
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "";
}

const unknown = (exchange: Exchange): Answer =>
  refuse(exchange, problem("endpoint_unknown", "", { name: exchange.parameter("name") }));

async function remove(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const name = exchange.parameter("name");
  const removed = await services.database.transaction(async (transaction) => {
    const found = await removeEndpoint(transaction, catalog.schema, name);
    if (found)
      await recordAct(transaction, actorOf(exchange), "endpoint_removed", { endpoint: name });
    return found;
  });
  return removed ? new Answer(null, { status: 204 }) : unknown(exchange);
}

async function resume(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const name = exchange.parameter("name");
  const released = await services.database.transaction(async (transaction) =>
    (await endPause(transaction, catalog.schema, name))
      ? releasePaused(transaction, catalog, name, new Date())
      : null,
  );
  if (released === null) return unknown(exchange);
  services.jobs.wake();
  return jsonOf({ released });
}
