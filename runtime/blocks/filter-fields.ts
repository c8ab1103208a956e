import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

/** The fields a condition can be about. */
export function filterFields(model: ObjectModel): readonly FieldModel[] {
  const dates = model.systemFields.filter((field) => field.type.group === "time");
  return [...model.fields, ...dates].filter(
    (field) => field.type.operators.length > 0 && field.type.expressionType(field.schema) !== null,
  );
}
