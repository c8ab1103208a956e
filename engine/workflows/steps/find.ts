/** The first record that fits, and how many there are. */
import { textOrEmpty } from "../../../metadata/json-object.ts";
import { findPage } from "../find-records.ts";
import type { StepExecutor } from "../step-context.ts";

export const find: StepExecutor = {
  execute: async (context) => {
    const object = textOrEmpty(context.step.content.object);
    const { ids, count } = await findPage(context, { limit: 1, after: null, counted: true });
    const [id] = ids;
    const record = id === undefined ? null : { object, id };
    return { kind: "on", result: { record, count }, output: { record, count } };
  },
};
