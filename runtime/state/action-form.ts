/** The form of an action: what it asks before it runs. */
import { inputModel } from "../../metadata/automation/input-model.ts";
import type { OfferedAction } from "../../metadata/automation-wire.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { Application } from "./application.ts";
import type { AskingForm } from "./asking-form.ts";
import { missingFields, requiredProblem } from "./missing-fields.ts";
import { createRecordForm } from "./record-form.ts";

export interface ActionForm extends AskingForm {
  readonly fields: readonly FieldModel[];
}

/** Null when the action asks nothing. The server judges all but what is left empty. */
export function createActionForm(
  application: Application,
  { kind, name, input, on }: OfferedAction,
): ActionForm | null {
  const model = inputModel(name, "input", input);
  if (model === null || model.fields.length === 0) return null;
  const form = createRecordForm({
    model: () => model,
    objects: () => application.catalog.catalog()?.models ?? new Map(),
    base: null,
    related: application.related.find,
  });
  // Where the input stands in what is sent.
  const ofScript = on === "list" ? "/input" : "";
  const prefix = kind === "workflow" ? "/variables" : ofScript;
  return {
    ...form,
    fields: model.fields.filter(({ readOnly }) => !readOnly),
    check: async () => {
      await form.check();
      const required = model.fields.filter((field) => form.state(field).required);
      const without = missingFields(form, required);
      if (without.length > 0) form.refuse(requiredProblem(without));
      return form.problems().length === 0;
    },
    refuse: (refusal) => {
      const errors = refusal.errors
        .filter(({ path }) => path.startsWith(`${prefix}/`))
        .map((error) => ({ ...error, path: error.path.slice(prefix.length) }))
        .filter(({ path }) => model.byName.has(path.split("/")[1] ?? ""));
      if (errors.length === 0) return false;
      form.refuse({ ...refusal, errors });
      return true;
    },
  };
}
