/** What workflows say in several places: words of a list, declared values. */
import { isJsonObject, objectOrEmpty } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { variableTypes } from "../../workflows/workflow.ts";
import { checkKeywords } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import type { Report } from "./report.ts";

export function checkWord(
  value: unknown,
  known: readonly string[],
  path: string,
  report: Report,
): void {
  if (typeof value !== "string" || !known.includes(value))
    report("workflow_word_unknown", path, { value: String(value), known });
}

/** Declared values: of the workflow, of what a script or another system answers. */
export function checkVariables(value: unknown, path: string, report: Report): void {
  for (const [name, declared] of Object.entries(objectOrEmpty(value))) {
    const at = pointer(path, name);
    checkName(name, "field", at, report);
    if (!isJsonObject(declared)) {
      report("workflow_variable_invalid", at);
      continue;
    }
    const kinds = {
      type: "text",
      title: "text",
      description: "text",
      required: "boolean",
      from: "text",
    } as const;
    checkKeywords(declared, kinds, at, report);
    checkWord(declared.type, variableTypes, pointer(at, "type"), report);
    if (typeof declared.from === "string" && !declared.from.startsWith("/"))
      report("workflow_pointer_invalid", pointer(at, "from"));
  }
}
