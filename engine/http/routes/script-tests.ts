/** Running the tests of scripts on what the drafts would make of the workspace. */
import { problemMessage } from "../../../metadata/problem.ts";
import {
  planProposal,
  proposeDrafts,
  type TestResult,
  tryTests,
} from "../../publish/publishing.ts";
import type { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { always, jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

export const scriptTestRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/scripts/tests",
    guard: "designer",
    query: [],
    expensive: always,
    handle: runAll,
  },
];

async function runAll(exchange: Exchange): Promise<Answer> {
  const { executor, catalog, clock, services, locale } = exchange;
  const proposal = await proposeDrafts(executor, catalog);
  const plan = await planProposal(executor, catalog, proposal, {}, clock);
  const tested = await tryTests(services, plan, { clock });
  if (!tested.ok) return refuse(exchange, ...tested.problems);
  const shown = ({ script, problem, milliseconds }: TestResult) => ({
    script,
    passed: problem === null,
    file: problem?.file ?? null,
    line: problem === null ? null : (problem.params.line ?? null),
    message: problem === null ? null : problemMessage(problem, locale),
    milliseconds,
  });
  return jsonOf({ data: tested.value.map(shown) });
}
