/** How steps are undone: by a step of its own each, which nothing else leads to and which leads nowhere. */
import type { JsonSchema } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { isNoUndo, reachedFrom } from "../../workflows/step-graph.ts";
import { definitionOf, isStepType, stepTypes } from "../../workflows/step-types.ts";
import type { Report } from "./report.ts";

/** Types of steps that may undo another. */
const undoing = Object.keys(stepTypes).filter(
  (type) => isStepType(type) && definitionOf(type).undoes,
);

/** @param steps by id; every name of a step among them is known */
export function checkUndo(
  content: JsonSchema,
  steps: ReadonlyMap<string, JsonSchema>,
  report: Report,
): void {
  const reached = reachedFrom(steps, [String(content.start)], isNoUndo);
  const seen = new Map<string, string>();
  for (const [id, { undo }] of steps) {
    const other = typeof undo === "string" ? steps.get(undo) : undefined;
    if (typeof undo !== "string" || other === undefined) continue;
    const at = pointer("/steps", id, "undo");
    const before = seen.get(undo);
    if (before !== undefined) report("workflow_undo_shared", at, { name: undo, step: before });
    seen.set(undo, id);
    if (!undoing.includes(String(other.type)))
      report("workflow_undo_type", at, { type: String(other.type), known: undoing });
    if (reached.has(undo)) report("workflow_undo_reached", at, { name: undo });
    for (const keyword of ["next", "on", "undo"])
      if (other[keyword] !== undefined)
        report("workflow_undo_goes_on", pointer("/steps", undo, keyword), { keyword });
  }
  if (seen.size > 0) return;
  if (content.ifFailed === "undo") report("workflow_undo_nothing", "/ifFailed");
  for (const [id, { type }] of steps)
    if (type === "undo") report("workflow_undo_nothing", pointer("/steps", id));
}
