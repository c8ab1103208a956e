/** A step that people settle goes on: with what they said, or because time has passed. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { startName } from "../../metadata/workflows/approval.ts";
import type { Resumption } from "../workflows/run.ts";
import type { StepContext, StepEnd, StepExecutor } from "../workflows/step-context.ts";
import { type Approval, approvalTable, lockApproval } from "./approval-rows.ts";
import { beginApproval, beginResubmission } from "./begin-approval.ts";
import { passMoment } from "./pass-moment.ts";
import { stepSettled } from "./step-settled.ts";

/** Carries out steps of the types `approval` and `task`. */
export const askedSteps: StepExecutor = {
  execute: beginApproval,
  resume: async (context, resumption) => {
    const { executor, catalog } = context.writer;
    const ref = String(context.token.state.ref ?? "");
    const approval = await lockApproval(executor, catalog.schema, ref);
    if (approval === null) throw new Error(`The approval ${ref} is missing`);
    if (resumption.outcome === "timeout") return passMoment(context, approval);
    return goOn(context, approval, resumption);
  },
};

async function goOn(
  context: StepContext,
  approval: Approval,
  { outcome, output }: Resumption,
): Promise<StepEnd> {
  await release(context, approval);
  if (outcome === "taken_back" && isJsonObject(output))
    return { kind: "on", to: String(output.to), output };
  if (outcome === "returned") return goBack(context, isJsonObject(output) ? output : {});
  if (outcome === "withdrawn" || outcome === "rejected")
    return stepSettled(context, approval, { outcome, output });
  if (approval.kind !== "resubmit")
    return stepSettled(context, approval, { outcome: null, output });
  if (approval.comeBack) return beginApproval(context);
  return {
    kind: "leave",
    outcome: "resubmitted",
    to: context.pinned.workflow.start,
    whole: true,
    output,
  };
}

function goBack(
  context: StepContext,
  { to, come_back: comeBack }: Readonly<Record<string, unknown>>,
): Promise<StepEnd> | StepEnd {
  if (to === startName) return beginResubmission(context, comeBack === true);
  return { kind: "on", to: String(to), output: { returned: to } };
}

/** The record rests no more for this approval; the step that follows may ask that it does. */
async function release({ writer }: StepContext, { id, lock }: Approval): Promise<void> {
  if (lock === null) return;
  await writer.executor.run({
    text: `update ${approvalTable(writer.catalog.schema)} set "lock" = null where "id" = $1`,
    values: [id],
  });
}
