/** The form of an action: what it asks before it runs. */
import { inputModel } from "../../metadata/automation/input-model.ts";
import type { OfferedAction } from "../../metadata/automation-wire.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import { failure, success } from "../../metadata/problem.ts";
import type { RecordValidator } from "../../metadata/validate/record-validator.ts";
import { variablesOfFields } from "../../metadata/workflows/form-fields.ts";
import { givenProblems } from "../../metadata/workflows/pick-values.ts";
import type { Variable } from "../../metadata/workflows/workflow.ts";
import type { Application } from "./application.ts";
import { createInputForm, type InputForm } from "./input-form.ts";
import { inputValidator } from "./record-validators.ts";

/** Null when the action asks nothing. @param object on whose records it is offered */
export function createActionForm(
  application: Application,
  object: string,
  { kind, name, input, on }: OfferedAction,
): InputForm | null {
  const model = inputModel(name, "input", input);
  if (model === null || model.fields.length === 0) return null;
  const ofScript = on === "list" ? "/input" : "";
  const prefix = kind === "workflow" ? "/variables" : ofScript;
  const { client } = application;
  const address = `/records/${object}/actions/${name}/validator.js`;
  return createInputForm(application, model, {
    prefix,
    validator: async () =>
      kind === "workflow"
        ? variablesValidator(variablesOfFields(input ?? {}))
        : inputValidator(client, model, address),
  });
}

const variablesValidator =
  (variables: readonly Variable[]): RecordValidator =>
  (value) => {
    const problems = givenProblems(variables, value, true);
    return problems.length > 0 ? failure(...problems) : success(objectOrEmpty(value));
  };
