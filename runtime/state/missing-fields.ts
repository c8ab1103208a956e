/** Fields of a small form that must be filled in and are not. */
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { pointer, problem, problemMessage } from "../../metadata/problem.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { locale } from "../language/locale.ts";
import type { RecordForm } from "./record-form.ts";

export const missingFields = (
  form: RecordForm,
  fields: readonly FieldModel[],
): readonly FieldModel[] => fields.filter((field) => !field.readOnly && isMissing(form, field));

function isMissing(form: RecordForm, field: FieldModel): boolean {
  if (field.children !== null) return (form.writtenRows()[field.name] ?? []).length === 0;
  const value = form.value(field.name);
  return value === null || value === undefined || value === "";
}

/** As the server would say it. */
export const requiredProblem = (fields: readonly FieldModel[]): ProblemJson => ({
  type: "about:blank",
  title: "",
  status: 422,
  code: "invalid_record",
  detail: "",
  request_id: "",
  errors: fields.map(({ name }) => {
    const found = problem("required", pointer("", name));
    return { ...found, message: problemMessage(found, locale()) };
  }),
});
