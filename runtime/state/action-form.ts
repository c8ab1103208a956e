/** The form of an action: what it asks before it runs. */
import { inputModel } from "../../metadata/automation/input-model.ts";
import type { OfferedAction } from "../../metadata/automation-wire.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { Application } from "./application.ts";
import { missingFields, requiredProblem } from "./missing-fields.ts";
import { createRecordForm, type RecordForm } from "./record-form.ts";

export interface ActionForm extends Omit<RecordForm, "refuse"> {
  readonly fields: readonly FieldModel[];
  /** Takes over what the server found wrong; false when nothing of it concerns these fields. */
  readonly refuse: (problem: ProblemJson) => boolean;
}

/** Null when the action asks nothing. The server judges all but what is left empty. */
export function createActionForm(
  application: Application,
  { name, input, on }: OfferedAction,
): (ActionForm & RecordForm) | null {
  const model = inputModel(name, "input", input);
  if (model === null || model.fields.length === 0) return null;
  const form = createRecordForm({
    model: () => model,
    objects: () => application.catalog.catalog()?.models ?? new Map(),
    base: null,
    related: application.related.find,
  });
  // In a list the input stands beside the records.
  const prefix = on === "list" ? "/input" : "";
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
