/** TypeScript → JavaScript by leaving the types out: Node's own way, nothing moves. */
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import { stripTypes as withoutTypes } from "../scripts/strip-types.ts";

/** The JavaScript of a source; a problem at `/source` for what cannot be read or left out. */
export function stripTypes(source: string): Result<string> {
  try {
    return success(withoutTypes(source));
  } catch (error) {
    return failure(stripProblem(error));
  }
}

function stripProblem(error: unknown): Problem {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  // The stack begins with the line and a picture of it.
  const line = Number(/^[^\n]*:(\d+)\n/.exec(error.stack ?? "")?.[1] ?? 1);
  if (error.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX")
    return problem("script_not_erasable", "/source", { line });
  if (error.code !== "ERR_INVALID_TYPESCRIPT_SYNTAX") throw error;
  return problem("script_syntax_error", "/source", { line, text: error.message });
}
