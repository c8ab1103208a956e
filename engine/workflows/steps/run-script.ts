/** A script of the workspace, inside the transaction of the run. */
import { objectOrEmpty, textOrEmpty } from "../../../metadata/json-object.ts";
import { pickValues } from "../../../metadata/workflows/pick-values.ts";
import { plainValues, type StepExecutor } from "../step-context.ts";

export const runScript: StepExecutor = {
  execute: async (context) => {
    const { writer, step, services } = context;
    const input = await plainValues(context, "input");
    const output = await services.runScript(writer, textOrEmpty(step.content.script), input);
    const values = pickValues(step.content.result, objectOrEmpty(output));
    return { kind: "on", result: { values }, input, output };
  },
};
