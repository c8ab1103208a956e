import type { FieldModel } from "../../metadata/model/object-model.ts";

/** What helps to fill the field in: its description, as it was written for people. */
export function fieldHint(field: FieldModel): string | undefined {
  return field.description === "" ? undefined : field.description;
}
