/** The form that starts a workflow: what it may ask for, and what it may be when anybody may open it. */
import { fieldTypeOf } from "../../fields/index.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { formFieldUse } from "../../workflows/form-fields.ts";
import { checkScriptInput } from "./check-script-input.ts";
import type { Report } from "./report.ts";

/** @param on what starts the workflow, by a form */
export function checkWorkflowForm(on: JsonSchema, content: JsonSchema, report: Report): void {
  if (content.variables !== undefined) report("workflow_form_variables", "/variables");
  const isPublic = on.public === true;
  if (!isPublic && textsOf(on.roles).length === 0)
    report("option_missing", "/on/roles", { keyword: "roles" });
  if (isPublic && content.as !== "system") report("workflow_form_public_as", "/as");
  if (!isJsonObject(on.form)) {
    if (on.form === undefined) report("option_missing", "/on/form", { keyword: "form" });
    return;
  }
  checkScriptInput(on.form, "/on/form", report);
  for (const [name, schema] of Object.entries(objectOrEmpty(on.form.properties))) {
    const type = isJsonObject(schema) ? fieldTypeOf(schema) : null;
    if (type === null || !isJsonObject(schema)) continue;
    const use = formFieldUse(schema);
    const at = pointer("/on/form/properties", name);
    if (use === null) report("workflow_form_type", at, { type: type.title });
    else if (use.kind === "record" && isPublic) report("workflow_form_public_lookup", at);
  }
}
