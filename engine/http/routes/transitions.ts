/** Steps of a record's lifecycle: which are possible, and taking one. */
import { isJsonObject } from "../../../metadata/json-object.ts";
import { problem } from "../../../metadata/problem.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { possibleTransitions } from "../../records/possible-transitions.ts";
import { takeTransition } from "../../records/transition.ts";
import { Answer } from "../answer.ts";
import { type Exchange, largeBodyFactor, writerOf } from "../exchange.ts";
import { anObject } from "../expected.ts";
import { json, jsonOf, type Route } from "../route.ts";
import { etag, ifMatch, objectOf, refuse } from "./records.ts";

export const transitionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/records/:object/:id/transitions",
    guard: "signed_in",
    query: [],
    handle: list,
  },
  {
    method: "POST",
    path: "/records/:object/:id/transitions/:name",
    guard: "signed_in",
    query: [],
    idempotent: true,
    handle: take,
  },
];

async function list(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const id = exchange.parameter("id");
  if (!uuidPattern.test(id)) return refuse(exchange, problem("record_not_found"));
  const found = await possibleTransitions(writerOf(exchange), model, id, exchange.locale);
  return found.ok ? jsonOf(found.value) : refuse(exchange, ...found.problems);
}

async function take(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const base = ifMatch(exchange);
  if (!base.ok) return refuse(exchange, ...base.problems);
  const id = exchange.parameter("id");
  if (!uuidPattern.test(id)) return refuse(exchange, problem("record_not_found"));
  const body = hasBody(exchange)
    ? await exchange.body(largeBodyFactor)
    : ({ ok: true, value: {} } as const);
  if (!body.ok) return refuse(exchange, ...body.problems);
  if (!isJsonObject(body.value))
    return refuse(exchange, problem("body_expected", "", { expected: anObject }));
  const name = exchange.parameter("name");
  const taken = await takeTransition(writerOf(exchange), model, id, name, body.value, base.value);
  return taken.ok
    ? json(taken.value.json, 200, etag(taken.value.revision))
    : refuse(exchange, ...taken.problems);
}

/** A step that changes nothing else needs no body. */
function hasBody({ context }: Exchange): boolean {
  const length = context.req.header("content-length");
  return length === undefined
    ? context.req.header("transfer-encoding") !== undefined
    : length !== "0";
}
