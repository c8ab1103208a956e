import { readAggregate } from "../../query/aggregate.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf } from "../exchange.ts";
import { always, json, type Route } from "../route.ts";
import { objectOf, refuse } from "./records.ts";

export const aggregateRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/records/:object/aggregate",
    guard: "signed_in",
    query: ["group", "measures", "filter"],
    expensive: always,
    handle: aggregate,
  },
];

async function aggregate(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const { query } = exchange;
  const answer = await readAggregate(readerOf(exchange), model, {
    group: query.get("group") ?? "",
    measures: query.get("measures") ?? "count()",
    filter: query.get("filter") || null,
  });
  return answer.ok ? json(answer.value) : refuse(exchange, ...answer.problems);
}
