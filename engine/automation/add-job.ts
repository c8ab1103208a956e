/** Jobs that scripts start: rows of the queue, in the transaction of the run. */
import { problem } from "../../metadata/problem.ts";
import { prepareInput } from "../../metadata/validate/prepare-input.ts";
import { automationIn } from "../catalog/automation.ts";
import type { NewJob } from "../jobs/job.ts";
import { addJobs } from "../jobs/job-rows.ts";
import { orRefuse, Refused } from "../records/writer.ts";
import { chainMaximum } from "./script-budget.ts";
import type { ScriptOperation } from "./script-calls.ts";

export const scriptJob = "script";

/** Characters of what a job is given, as JSON. */
export const jobInputMaximum = 65_536;

/** One time of a schedule. */
export const scheduledRun = (workspace: string, script: string, time: Date): NewJob => ({
  kind: scriptJob,
  workspace,
  key: script,
  payload: { script, scheduledFor: time.toISOString() },
  priority: "idle",
});

export const addJob: ScriptOperation = async ({ writer, budget }, argument) => {
  budget.take("writes", 1);
  budget.take("rows_written", 1);
  const { executor, catalog, actor, causality, chain } = writer;
  const name = String(argument.script);
  const job = automationIn(catalog).jobs.get(name);
  if (job === undefined) throw new Refused([problem("job_unknown", "", { name })]);
  if (chain.length >= chainMaximum)
    throw new Refused([problem("automation_loop", "", { chain: [...chain, name].join(" → ") })]);
  const { input: model } = job.start;
  const input = model === null ? null : orRefuse(prepareInput(model, argument.input));
  if (JSON.stringify(input).length > jobInputMaximum)
    throw new Refused([problem("too_long", "", { maximum: jobInputMaximum })]);
  await addJobs(executor, [
    {
      kind: scriptJob,
      workspace: catalog.workspaceId,
      key: name,
      payload: { script: name, input, actor, causality, chain },
    },
  ]);
  return null;
};
