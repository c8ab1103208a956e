/** The steps of a workflow that people settle, among the others. */
import { type JsonSchema, objectOrEmpty, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { startName } from "../../workflows/approval.ts";
import { approverOf } from "../../workflows/approver.ts";
import { startVariables } from "../../workflows/form-fields.ts";
import { approverEntries } from "../../workflows/map-texts.ts";
import { reachedFrom, stepsIn } from "../../workflows/step-graph.ts";
import { isAsked } from "../../workflows/step-types.ts";
import type { Report } from "./report.ts";

export function checkApprovals(content: JsonSchema, report: Report): void {
  const steps = stepsIn(content);
  const asked = [...steps].filter(([, step]) => isAsked(step));
  const isAbout = objectOrEmpty(content.on).record !== undefined;
  if (content.record !== undefined && !isAbout)
    report("approval_without_record", "/record", { keyword: "record" });
  for (const [id, step] of asked) {
    const at = pointer("/steps", id);
    for (const [index, name] of textsOf(step.returnTo).entries())
      if (!mayReturnTo(name, id, steps)) {
        const known = [
          startName,
          ...[...steps.keys()].filter((other) => mayReturnTo(other, id, steps)),
        ];
        report("approval_return_unknown", pointer(at, "returnTo", index), { name, known });
      }
    if (step.fields !== undefined && !isAbout)
      report("approval_without_record", pointer(at, "fields"), { keyword: "fields" });
    for (const { entry, path } of approverEntries(step, at)) {
      const kind = approverOf(entry)?.kind;
      const names = startVariables(content).map(({ name }) => name);
      if (kind === "chosen" && !names.includes(id))
        report("approval_chosen_undeclared", path, { name: id });
    }
  }
}

/** Whether a step that people decide leads here without leaving branches or rounds. */
const mayReturnTo = (name: string, from: string, steps: ReadonlyMap<string, JsonSchema>): boolean =>
  name === startName ||
  (name !== from &&
    steps.get(name)?.type === "approval" &&
    reachedFrom(steps, [name], ({ kind }) => kind === "onward").has(from));
