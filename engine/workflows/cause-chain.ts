/** What led to a write: the steps of workflows on the way, so that no circle runs for ever. */
import { type Problem, problem } from "../../metadata/problem.ts";

/** Steps of workflows that may lead to one another. */
export const chainMaximum = 8;

/** How a step that writes is named in the chain. */
export const linkOf = (workflow: string, step: string, record: string | null): string =>
  record === null ? `${workflow}.${step}` : `${workflow}.${step} (${record})`;

/** Why nothing more may follow upon a chain; null while it may. */
export function chainProblem(chain: readonly string[]): Problem | null {
  const repeated = new Set(chain).size < chain.length;
  return repeated || chain.length > chainMaximum
    ? problem("workflow_chain", "", { chain: chain.join(" → "), maximum: chainMaximum })
    : null;
}
