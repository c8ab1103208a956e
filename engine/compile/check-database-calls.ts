/** Filters, groups and measures that scripts hand to `db`, checked as any expression is. */
import {
  compileExpression,
  compileExpressionList,
  compileMeasures,
} from "../../metadata/expressions/index.ts";
import { booleanType } from "../../metadata/expressions/types.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { filterScope } from "../../metadata/model/object-scope.ts";
import { problemMessage, type Result } from "../../metadata/problem.ts";
import type { Text } from "../../metadata/text.ts";
import type { DatabaseCall, WrittenText } from "./database-calls.ts";

export interface WrongExpression {
  readonly written: WrittenText;
  readonly reason: Text;
}

/** What is wrong with the expressions of these calls. */
export const expressionProblems = (
  calls: readonly DatabaseCall[],
  objects: ReadonlyMap<string, ObjectModel>,
): readonly WrongExpression[] => calls.flatMap((call) => wrongIn(call, objects));

function wrongIn(
  { object, filters, groups, measures }: DatabaseCall,
  objects: ReadonlyMap<string, ObjectModel>,
): readonly WrongExpression[] {
  const model = objects.get(object.text);
  // The compiler knows that there is no such object.
  if (model === undefined) return [];
  const scope = filterScope(model, objects);
  const judged = (
    texts: readonly WrittenText[],
    compile: (text: string) => Result<unknown>,
  ): readonly WrongExpression[] =>
    texts.flatMap((written) => {
      const result = compile(written.text);
      if (result.ok) return [];
      return result.problems.map((mistake) => ({
        written,
        reason: { en: problemMessage(mistake, "en"), "zh-CN": problemMessage(mistake, "zh-CN") },
      }));
    });
  return [
    ...judged(filters, (text) => compileExpression(text, scope, booleanType)),
    ...judged(groups, (text) => compileExpressionList(text, scope)),
    ...judged(measures, (text) => compileMeasures(text, scope)),
  ];
}
