/** Steps of a record's lifecycle: which are possible, and taking one. */
import { possibleTransitions } from "../../records/possible-transitions.ts";
import { takeTransition } from "../../records/transition.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { json, jsonOf, type Route } from "../route.ts";
import { etag, ifMatch, recordOf, refuse, sentObjectIfAny } from "./records.ts";

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
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  const { model, id } = found;
  const possible = await possibleTransitions(writerOf(exchange), model, id, exchange.locale);
  return possible.ok ? jsonOf(possible.value) : refuse(exchange, ...possible.problems);
}

async function take(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  const base = ifMatch(exchange);
  if (!base.ok) return refuse(exchange, ...base.problems);
  // A step that changes nothing else needs no body.
  const values = await sentObjectIfAny(exchange);
  if (values instanceof Answer) return values;
  const { model, id } = found;
  const name = exchange.parameter("name");
  const taken = await takeTransition(writerOf(exchange), model, id, name, values, base.value);
  return taken.ok
    ? json(taken.value.json, 200, etag(taken.value.revision))
    : refuse(exchange, ...taken.problems);
}
