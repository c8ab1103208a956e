/** Several branches at once; `join` says how many must come to their end. */
import { textsOf } from "../../../metadata/json-object.ts";
import type { StepExecutor } from "../step-context.ts";

export const parallel: StepExecutor = {
  execute: async ({ step }) => {
    const steps = textsOf(step.content.branches);
    return { kind: "fork", steps, state: { branches: steps.length, ended: 0 } };
  },
};
