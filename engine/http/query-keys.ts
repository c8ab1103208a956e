import { type Problem, problem } from "../../metadata/problem.ts";
import { givenOnce } from "./expected.ts";

/** Names in `query` that are not `known`, and known ones that are given twice. */
export function unknownParameters(
  query: URLSearchParams,
  names: readonly string[],
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const name of new Set(query.keys())) {
    if (!names.includes(name))
      problems.push(problem("unknown_parameter", "", { name, known: names }));
    else if (query.getAll(name).length > 1) {
      problems.push(problem("invalid_parameter", "", { name, expected: givenOnce }));
    }
  }
  return problems;
}
