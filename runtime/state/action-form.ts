/** The form of an action: what it asks before it runs. */
import { inputModel } from "../../metadata/automation/input-model.ts";
import type { OfferedAction } from "../../metadata/automation-wire.ts";
import type { Application } from "./application.ts";
import { createInputForm, type InputForm } from "./input-form.ts";

/** Null when the action asks nothing. */
export function createActionForm(
  application: Application,
  { kind, name, input, on }: OfferedAction,
): InputForm | null {
  const model = inputModel(name, "input", input);
  if (model === null || model.fields.length === 0) return null;
  const ofScript = on === "list" ? "/input" : "";
  const prefix = kind === "workflow" ? "/variables" : ofScript;
  return createInputForm(application, model, { prefix, validator: async () => null });
}
