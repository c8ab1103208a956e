/** Values that travel through text as JSON: rows, lists, free JSON. */
import { parseJson } from "../../json.ts";
import { failure, type ProblemCode, problem, type Result, success } from "../../problem.ts";

/** Empty text is `null`; text that is not JSON is the problem `mismatch`. */
export function readJsonText(written: string, mismatch: ProblemCode): Result<unknown> {
  if (written.trim() === "") return success(null);
  const parsed = parseJson(written);
  return parsed.ok ? parsed : failure(problem(mismatch));
}

export const writeJsonText = (value: unknown): string =>
  value === null || value === undefined ? "" : JSON.stringify(value);
