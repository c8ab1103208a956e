/** Titles of workflows, of their steps, and of what they ask before they begin. */
import { type JsonSchema, objectOrEmpty } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { formOf } from "../../workflows/form-fields.ts";
import { checkKeywords, checkTexts, hintAmong, type KeywordKinds } from "./check-keywords.ts";
import type { Report } from "./report.ts";

const common: KeywordKinds = { $comment: "text", title: "text", description: "text" };
const workflowKinds: KeywordKinds = { ...common, steps: "object", fields: "object", done: "text" };

/** How entries are checked wherever they stand. */
interface EntryChecks {
  isEntry(entry: unknown, path: string, report: Report): entry is JsonSchema;
  checkFields(entries: JsonSchema, rows: JsonSchema, path: string, report: Report): void;
}

export function checkWorkflowEntries(
  content: JsonSchema,
  known: ReadonlyMap<string, JsonSchema>,
  { isEntry, checkFields }: EntryChecks,
  report: Report,
): void {
  for (const [name, entry] of Object.entries(objectOrEmpty(content.workflows))) {
    const at = pointer("/workflows", name);
    const workflow = known.get(name);
    if (workflow === undefined) {
      const hint = hintAmong(name, [...known.keys()]);
      report("translation_of_unknown_workflow", at, { name, hint });
      continue;
    }
    if (!isEntry(entry, at, report)) continue;
    checkKeywords(entry, workflowKinds, at, report);
    checkTexts(entry, at, report);
    const steps = Object.keys(objectOrEmpty(workflow.steps));
    for (const [step, words] of Object.entries(objectOrEmpty(entry.steps))) {
      const place = pointer(at, "steps", step);
      if (!steps.includes(step))
        report("translation_of_unknown_step", place, { name: step, hint: hintAmong(step, steps) });
      else if (isEntry(words, place, report)) {
        checkKeywords(words, common, place, report);
        checkTexts(words, place, report);
      }
    }
    const asked = {
      ...objectOrEmpty(workflow.variables),
      ...objectOrEmpty(formOf(workflow).properties),
    };
    const path = pointer(at, "fields");
    checkFields(objectOrEmpty(entry.fields), { properties: asked }, path, report);
  }
}
