/** Checks an option that holds an expression while it is typed, with the scope of the draft. */

import { createMemo } from "solid-js";
import { compileExpression } from "../../metadata/expressions/index.ts";
import { booleanType, type ExpressionType, type Scope } from "../../metadata/expressions/types.ts";
import { objectScope } from "../../metadata/model/object-scope.ts";
import { defaultExpression } from "../../metadata/model/resolve-object.ts";
import type { Problem } from "../../metadata/problem.ts";
import { holderModel } from "../../metadata/refactor/sound-models.ts";
import { draftFieldType } from "../document/draft-field-type.ts";
import { useDesigner } from "../shell/designer-context.ts";
import type { InspectedField } from "./field-inspector.tsx";
import type { FieldOption } from "./field-options.ts";

export interface ExpressionCheck {
  /** The names the expression may use; `null` while the object cannot be resolved. */
  readonly scope: () => Scope | null;
  readonly problems: () => readonly Problem[];
}

/** The expression in an option's value, if there is one. */
function expressionIn(option: FieldOption, value: unknown): string | null {
  if (option.kind === "default") return defaultExpression(value);
  return option.kind === "expression" && typeof value === "string" ? value : null;
}

/** Conditions give yes or no; formulas and defaults the field's own type. */
function expectedType(option: FieldOption, inspected: InspectedField): ExpressionType | undefined {
  if (option.keyword.endsWith("_when")) return booleanType;
  const { schema } = inspected.field;
  return draftFieldType(schema)?.expressionType(schema) ?? undefined;
}

export function createExpressionCheck(
  inspected: () => InspectedField,
  option: () => FieldOption,
  value: () => unknown,
): ExpressionCheck {
  const { session } = useDesigner();
  const scope = createMemo(() => {
    const models = session.models();
    const { document, field } = inspected();
    const model = holderModel(models.get(document.name), field.path);
    return model ? objectScope(model, models) : null;
  });
  const problems = createMemo((): readonly Problem[] => {
    const expression = expressionIn(option(), value());
    if (expression === null || expression.trim() === "") return [];
    const names = scope();
    if (!names) return [];
    const result = compileExpression(expression, names, expectedType(option(), inspected()));
    return result.ok ? [] : result.problems;
  });
  return { scope, problems };
}
