/** A model whose formulas all compile, so that a half-written one does not take the preview away. */
import { compileForField } from "../../metadata/model/field-expression.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { DraftModels } from "./draft-models.ts";

export function soundModel(model: ObjectModel, models: DraftModels): ObjectModel {
  const fields = model.fields.map((field) => {
    const compiles = (text: string) => compileForField(text, field, model, models).ok;
    return soundField(field, compiles, models);
  });
  if (fields.every((field, index) => field === model.fields[index])) return model;
  const byName = new Map(model.byName);
  for (const field of fields) byName.set(field.name, field);
  return { ...model, fields, byName };
}

function soundField(
  field: FieldModel,
  compiles: (expression: string) => boolean,
  models: DraftModels,
): FieldModel {
  const children = field.children && soundModel(field.children, models);
  const initial = field.default;
  const wrongDefault = initial && "expression" in initial && !compiles(initial.expression);
  const wrongFormula = field.formula !== null && !compiles(field.formula);
  if (children === field.children && !wrongDefault && !wrongFormula) return field;
  return {
    ...field,
    children,
    default: wrongDefault ? null : initial,
    formula: wrongFormula ? null : field.formula,
  };
}
