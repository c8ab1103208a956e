/** What a step that people settle leads to, once it is settled. */
import type { StepContext, StepEnd } from "../workflows/step-context.ts";
import type { Approval } from "./approval-rows.ts";
import { copyStep } from "./copy-step.ts";
import { subjectOf } from "./step-parts.ts";
import { tell } from "./tell.ts";

interface End {
  /** Null: agreed, or done. */
  readonly outcome: "rejected" | "withdrawn" | null;
  readonly input?: unknown;
  readonly output?: unknown;
}

export async function stepSettled(
  context: StepContext,
  approval: Approval,
  { outcome, input, output }: End,
): Promise<StepEnd> {
  const { run, writer, now } = context;
  const { executor, catalog } = writer;
  const subject = subjectOf(context);
  await copyStep(context, approval.id, "end");
  if (outcome === "rejected" && run.startedBy !== null)
    await tell(executor, catalog.schema, "rejected", [run.startedBy], subject, now);
  if (outcome !== null)
    return {
      kind: "leave",
      outcome,
      ...(outcome === "withdrawn" ? { whole: true as const } : {}),
      input,
      output,
    };
  return {
    kind: "on",
    ...(approval.next === null ? {} : { to: approval.next }),
    input,
    output: output ?? { approval: approval.id, reason: approval.reason },
  };
}
