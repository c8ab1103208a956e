/** A model whose formulas all compile, so that a half-written one does not take the preview away. */
import { compileExpression } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { objectScope } from "../../metadata/model/object-scope.ts";
import type { DraftModels } from "./draft-models.ts";

export function soundModel(model: ObjectModel, models: DraftModels): ObjectModel {
  const scope = objectScope(model, models);
  const compiles = (expression: string) => compileExpression(expression, scope).ok;
  const fields = model.fields.map((field) => soundField(field, compiles, models));
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
