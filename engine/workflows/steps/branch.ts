/** The first case whose condition holds, else the other way. */
import { isJsonObject, textOrEmpty } from "../../../metadata/json-object.ts";
import { pointer } from "../../../metadata/problem.ts";
import { computed, type StepExecutor } from "../step-context.ts";

export const branch: StepExecutor = {
  execute: async (context) => {
    const { cases, else: other } = context.step.content;
    const entries: readonly unknown[] = Array.isArray(cases) ? cases : [];
    for (const [index, entry] of entries.entries()) {
      if (!isJsonObject(entry)) continue;
      const path = pointer("/cases", index, "when");
      if ((await computed(context, textOrEmpty(entry.when), "condition", path)) !== true) continue;
      return { kind: "on", to: textOrEmpty(entry.next), output: { case: index } };
    }
    return { kind: "on", to: textOrEmpty(other), output: { case: null } };
  },
};
