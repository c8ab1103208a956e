/**
 * Expressions of an object with the type that is wanted of them: what the checks accept is what
 * runs, in SQL as in JavaScript. A type decides what a bare `null` is, and that a moment becomes
 * its day.
 */
import { compileExpression, type Expression } from "../expressions/index.ts";
import { booleanType } from "../expressions/types.ts";
import type { Result } from "../problem.ts";
import type { FieldModel, ObjectModel } from "./object-model.ts";
import { type ObjectsInScope, objectScope } from "./object-scope.ts";

/** A formula or a default of `field`, which is one of `model`. */
export const compileForField = (
  text: string,
  field: FieldModel,
  model: ObjectModel,
  objects: ObjectsInScope,
): Result<Expression> =>
  compileExpression(
    text,
    objectScope(model, objects),
    field.type.expressionType(field.schema) ?? undefined,
  );

/** A condition or a rule of `model`: true, false or unknown. */
export const compileCondition = (
  text: string,
  model: ObjectModel,
  objects: ObjectsInScope,
): Result<Expression> => compileExpression(text, objectScope(model, objects), booleanType);
