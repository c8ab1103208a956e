/** Another workflow, with a run of its own; this one waits for its end unless it says otherwise. */
import { textOrEmpty } from "../../../metadata/json-object.ts";
import { problem } from "../../../metadata/problem.ts";
import { newUuid } from "../../db/uuid.ts";
import { Refused } from "../../records/writer.ts";
import { chainProblem } from "../cause-chain.ts";
import { publishedWorkflows } from "../pinned-workflow.ts";
import { startRuns } from "../start-runs.ts";
import { plainValues, recordOf, type StepExecutor } from "../step-context.ts";

export const subflow: StepExecutor = {
  execute: async (context) => {
    const { writer, step, run, token, now } = context;
    const name = textOrEmpty(step.content.workflow);
    const pinned = publishedWorkflows(writer.catalog).get(name);
    if (pinned === undefined)
      throw new Refused([problem("workflow_subflow_unknown", "/workflow", { name, hint: "" })]);
    const circle = chainProblem(writer.chain);
    if (circle !== null) throw new Refused([circle]);
    const { record } = step.content;
    const about = typeof record === "string" ? await recordOf(context, record) : null;
    const variables = await plainValues(context, "variables");
    const waits = step.content.wait !== false;
    const [id] = await startRuns(
      writer.executor,
      writer.catalog,
      [
        {
          pinned,
          event: "subflow",
          object: about?.model.name ?? null,
          record: about?.id ?? null,
          variables,
          key: newUuid(),
          startedBy: run.startedBy,
          chain: writer.chain,
          ...(waits ? { parent: { run: run.id, token: token.id } } : {}),
        },
      ],
      now,
    );
    const input = { workflow: name, run: id, variables };
    return waits && id !== undefined
      ? { kind: "wait", waitFor: "run", ref: id, input }
      : { kind: "on", input };
  },
};
