/** What scripts cost and how they ended, for who looks after them. */
import { problem } from "../../../metadata/problem.ts";
import {
  readScriptCosts,
  readScriptRun,
  readScriptRuns,
  scriptRunsDefault,
  scriptRunsMaximum,
} from "../../automation/read-script-runs.ts";
import { replayedCodes, replayScriptRun } from "../../automation/replay-script-run.ts";
import { uuidPattern } from "../../db/uuid.ts";
import type { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { always, json, jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

const designer = { method: "GET", guard: "designer" } as const;

export const scriptRunRoutes: readonly Route[] = [
  { ...designer, path: "/scripts/costs", query: ["days"], handle: costs },
  {
    ...designer,
    path: "/scripts/runs",
    query: ["script", "failed", "after", "limit"],
    handle: runs,
  },
  { ...designer, path: "/scripts/runs/:id", query: [], handle: run },
  {
    method: "POST",
    path: "/scripts/runs/:id/replay",
    guard: "designer",
    query: ["code"],
    expensive: always,
    handle: replay,
  },
];

function wholeNumber(
  exchange: Exchange,
  name: string,
  fallback: number,
  most: number,
): number | null {
  const text = exchange.query.get(name);
  if (text === null) return fallback;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : null;
}

const wrong = (exchange: Exchange, name: string, ...expected: readonly string[]): Answer =>
  refuse(exchange, problem("invalid_parameter", "", { name, expected: oneOf(...expected) }));

async function costs(exchange: Exchange): Promise<Answer> {
  const days = wholeNumber(exchange, "days", 1, 365);
  if (days === null) return wrong(exchange, "days", "1–365");
  const since = new Date(Date.parse(exchange.clock.now) - days * 86_400_000);
  const texts = await readScriptCosts(exchange.executor, exchange.catalog.schema, since);
  return json(`{"data":[${texts.join(",")}]}`);
}

async function runs(exchange: Exchange): Promise<Answer> {
  const { query, executor, catalog } = exchange;
  const limit = wholeNumber(exchange, "limit", scriptRunsDefault, scriptRunsMaximum);
  if (limit === null) return wrong(exchange, "limit", `1–${scriptRunsMaximum}`);
  const failed = query.get("failed") ?? "false";
  if (failed !== "true" && failed !== "false") return wrong(exchange, "failed", "true", "false");
  const after = query.get("after");
  if (after !== null && !uuidPattern.test(after)) return wrong(exchange, "after", "next");
  const script = query.get("script");
  const found = await readScriptRuns(executor, catalog.schema, {
    script,
    failed: failed === "true",
    after,
    limit,
  });
  const texts = found.slice(0, limit);
  const last: unknown = found.length > limit ? JSON.parse(texts.at(-1) ?? "{}") : null;
  const next = last !== null && typeof last === "object" && "id" in last ? last.id : null;
  return json(`{"data":[${texts.join(",")}],"next":${JSON.stringify(next)}}`);
}

async function run(exchange: Exchange): Promise<Answer> {
  const id = exchange.parameter("id");
  const text = uuidPattern.test(id)
    ? await readScriptRun(exchange.executor, exchange.catalog.schema, id)
    : null;
  return text === null ? refuse(exchange, problem("not_found")) : json(text);
}

async function replay(exchange: Exchange): Promise<Answer> {
  const { query, executor, catalog, services } = exchange;
  const id = exchange.parameter("id");
  const code = replayedCodes.find((known) => known === (query.get("code") ?? "then"));
  if (code === undefined) return wrong(exchange, "code", ...replayedCodes);
  if (!uuidPattern.test(id)) return refuse(exchange, problem("not_found"));
  const { execute } = services.scripts.surroundings(exchange.locale, true);
  const replayed = await replayScriptRun({ execute, executor, catalog }, id, code);
  return replayed.ok ? jsonOf(replayed.value) : refuse(exchange, ...replayed.problems);
}
