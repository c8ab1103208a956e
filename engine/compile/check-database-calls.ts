/** Filters, groups and measures that scripts hand to `db`, checked as any expression is. */
import type { SourceFile } from "typescript/unstable/ast";
import {
  compileExpression,
  compileExpressionList,
  compileMeasures,
} from "../../metadata/expressions/index.ts";
import { booleanType } from "../../metadata/expressions/types.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { filterScope } from "../../metadata/model/object-scope.ts";
import { type Problem, problem, problemMessage, type Result } from "../../metadata/problem.ts";
import { type DatabaseCall, databaseCalls, type WrittenText } from "./database-calls.ts";

/** What is wrong with the expressions in the source of a script, at their lines. */
export function expressionProblems(
  source: SourceFile,
  objects: ReadonlyMap<string, ObjectModel>,
  file: string,
): readonly Problem[] {
  return databaseCalls(source).flatMap((call) =>
    wrongExpressions(call, objects).flatMap(({ written, problems }) =>
      problems.map((mistake) => {
        const { line, character } = source.getLineAndCharacterOfPosition(written.start);
        const reason = {
          en: problemMessage(mistake, "en"),
          "zh-CN": problemMessage(mistake, "zh-CN"),
        };
        const params = { line: line + 1, column: character + 1, text: written.text, reason };
        return problem("script_expression_wrong", "/source", params, file);
      }),
    ),
  );
}

interface WrongExpression {
  readonly written: WrittenText;
  readonly problems: readonly Problem[];
}

function wrongExpressions(
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
      return result.ok ? [] : [{ written, problems: result.problems }];
    });
  return [
    ...judged(filters, (text) => compileExpression(text, scope, booleanType)),
    ...judged(groups, (text) => compileExpressionList(text, scope)),
    ...judged(measures, (text) => compileMeasures(text, scope)),
  ];
}
