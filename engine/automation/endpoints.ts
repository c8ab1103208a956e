/** Endpoints: addresses of a workspace that a script answers. */
import type { Endpoint } from "../../metadata/automation/automation.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { prepareInput } from "../../metadata/validate/prepare-input.ts";
import { atomic, Refused, type Writer } from "../records/writer.ts";
import { runScript, type ScriptSurroundings } from "./run-script.ts";

/** Runs in one transaction; what it answers must be what the document declares. */
export async function runEndpoint(
  surroundings: ScriptSurroundings,
  writer: Writer,
  { script, start }: Endpoint,
  input: unknown,
): Promise<Result<unknown>> {
  const asked = start.input === null ? success(null) : prepareInput(start.input, input);
  if (!asked.ok) return asked;
  try {
    return await atomic(writer, async (inside) => {
      const answer = await runScript(surroundings, inside, {
        script,
        occasion: `${start.method} /x/${script.name}`,
        input: { input: asked.value },
      });
      if (start.output === null) return success(answer);
      const checked = prepareInput(start.output, answer);
      if (!checked.ok)
        throw new Refused([
          problem("script_answer_wrong", "", {
            script: script.title,
            fields: checked.problems.map(({ path, code }) => `${path} ${code}`),
          }),
        ]);
      return success(checked.value);
    });
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}
