/** The form of what an action or a workflow asks before it begins. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordValidator } from "../../metadata/validate/record-validator.ts";
import type { Application } from "./application.ts";
import type { AskingForm } from "./asking-form.ts";
import { missingFields, requiredProblem } from "./missing-fields.ts";
import { createRecordForm } from "./record-form.ts";

export interface InputForm extends AskingForm {
  readonly fields: readonly FieldModel[];
}

export interface InputFormOptions {
  /** JSON Pointer to the input in what is sent. */
  readonly prefix: string;
  /** The server's own, null when it cannot be had: then what is left empty is found, and no more. */
  readonly validator: () => Promise<RecordValidator | null>;
}

export function createInputForm(
  application: Application,
  model: ObjectModel,
  { prefix, validator }: InputFormOptions,
): InputForm {
  const form = createRecordForm({
    model: () => model,
    objects: () => application.catalog.catalog()?.models ?? new Map(),
    base: null,
    validator,
    related: application.related.find,
  });
  return {
    ...form,
    fields: model.fields.filter(({ readOnly }) => !readOnly),
    check: async () => {
      if (!(await form.check())) return false;
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
