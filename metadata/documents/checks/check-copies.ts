/** `copy_from`: that it leads through a lookup to a field of the same kind. */
import { didYouMean } from "../../expressions/expression-problem.ts";
import { copySource } from "../../model/copied-fields.ts";
import type { FieldModel, ObjectModel } from "../../model/object-model.ts";
import { type Problem, problem } from "../../problem.ts";

/** The mistake in `copy_from` of a field; null when there is none. */
export function copyProblem(
  field: FieldModel,
  holder: ObjectModel,
  objects: Pick<ReadonlyMap<string, ObjectModel>, "get">,
  at: string,
): Problem | null {
  if (field.copyFrom === null) return null;
  if (field.formula !== null || field.type.storage !== "column" || numbered(field)) {
    return problem("copy_not_possible", at, { type: field.type.title });
  }
  const found = copySource(field.copyFrom, holder, objects);
  if (!("lookup" in found)) {
    return problem("copy_leads_nowhere", at, {
      name: found.name,
      hint: didYouMean(found.name, found.known),
    });
  }
  if (sameKind(field, found.source)) return null;
  return problem("copy_type_differs", at, {
    type: field.type.title,
    source: found.source.title,
    sourceType: found.source.type.title,
  });
}

const numbered = (field: FieldModel): boolean => field.type.name === "auto_number";

/** The same type, or types whose values are the same in expressions: a text and a phone number. */
function sameKind(field: FieldModel, source: FieldModel): boolean {
  if (source.type.storage !== "column" || source.schema.writeOnly === true) return false;
  if (field.target !== source.target) return false;
  if (field.type.name === source.type.name) return true;
  const kind = field.type.expressionType(field.schema)?.kind;
  return kind !== undefined && kind === source.type.expressionType(source.schema)?.kind;
}
