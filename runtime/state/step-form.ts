/** The form of a step: the fields that it requires, with what is typed and what is wrong. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import type { Application } from "./application.ts";
import type { AskingForm } from "./asking-form.ts";
import { missingFields, requiredProblem } from "./missing-fields.ts";
import { createRecordForm } from "./record-form.ts";
import { recordValidator } from "./record-validators.ts";

export function createStepForm(
  application: Application,
  model: () => ObjectModel,
  record: RecordJson,
  fields: () => readonly FieldModel[],
  /** Whether an asked field must be filled in. */
  isNeeded: (name: string) => boolean = () => true,
): AskingForm {
  const form = createRecordForm({
    model,
    objects: () => application.catalog.catalog()?.models ?? new Map(),
    base: record,
    validator: (current) =>
      recordValidator(
        application.client,
        current,
        "change",
        application.catalog.catalog()?.version ?? 0,
      ),
    related: application.related.find,
  });
  const isAsked = (name: string) => fields().some((field) => field.name === name);
  const problems = () => form.problems().filter(({ field }) => isAsked(field));
  return {
    ...form,
    state: (field) =>
      isAsked(field.name)
        ? { ...form.state(field), visible: true, required: isNeeded(field.name) }
        : form.state(field),
    body: () => Object.fromEntries(Object.entries(form.body()).filter(([name]) => isAsked(name))),
    problems,
    check: async () => {
      await form.check();
      const without = missingFields(
        form,
        fields().filter(({ name }) => isNeeded(name)),
      );
      if (without.length > 0) form.refuse(requiredProblem(without));
      // What is wrong elsewhere in the record is for the engine to say.
      return problems().length === 0;
    },
    refuse: (refusal) => {
      const errors = refusal.errors.filter(({ path }) => isAsked(path.split("/")[1] ?? ""));
      if (errors.length === 0) return false;
      form.refuse({ ...refusal, errors });
      return true;
    },
  };
}
