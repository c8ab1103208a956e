/** Answers that no question of a plan could ever have: they are told, never ignored. Pure. */
import type { Change } from "../../metadata/diff/change.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { Text } from "../../metadata/text.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type Answers, fieldToFill } from "./fills.ts";
import { numberQuestion } from "./numbering-step.ts";
import { optionsQuestion } from "./option-answers.ts";
import type { Planning } from "./planning.ts";
import { convertQuestion, isQuestionKind, type Question, questionName } from "./questions.ts";

/**
 * What changes can ask, whether or not the rows that are there make them ask it: the same answers
 * go with one folder to workspaces that hold other records, and rows change between plan and publish.
 */
export const questionsOfChanges = (
  { columns }: Pick<Planning, "columns">,
  changes: readonly Change[],
): readonly Question[] =>
  changes.flatMap((change) => {
    const retyped = columns.get(change);
    const filling = fieldToFill(change);
    const number = numberQuestion(change);
    return [
      ...(change.kind === "options_removed" ? [optionsQuestion(change)] : []),
      ...(retyped === undefined ? [] : [convertQuestion(retyped.object, retyped.after)]),
      ...(filling === null ? [] : [{ kind: "fill", choices: [], ...filling } as const]),
      ...(number === null ? [] : [number]),
    ];
  });

/**
 * Of each: `/answers/fill.customer.level`. What is typed in is judged by `readFillAnswers`. One about a
 * field that is there, or was, may be of a change that this workspace has had before.
 */
export function unknownAnswers(
  questions: readonly Question[],
  answers: Answers,
  catalogs: readonly Catalog[],
): readonly Problem[] {
  const byName = new Map(questions.map((question) => [questionName(question), question]));
  return Object.entries(answers).flatMap(([name, answer]): readonly Problem[] => {
    const place = pointer("", "answers", name);
    const question = byName.get(name);
    if (question === undefined && catalogs.some((catalog) => isOfField(catalog, name))) return [];
    if (question === undefined)
      return [
        problem("unknown_question", place, { name, hint: canBeAnswered([...byName.keys()]) }),
      ];
    const options = question.choices.map(({ value }) => value);
    const isOpen = answer === null || answer === "" || options.length === 0;
    return isOpen || options.some((value) => value === answer)
      ? []
      : [problem("unknown_option", place, { options })];
  });
}

function isOfField({ rows }: Catalog, name: string): boolean {
  const [kind = "", object = "", field = ""] = name.split(".");
  return isQuestionKind(kind) && rows.get(object)?.byName.has(field) === true;
}

const canBeAnswered = (names: readonly string[]): Text =>
  names.length === 0
    ? { en: " It asks nothing.", "zh-CN": "该计划没有需要回答的问题。" }
    : {
        en: ` It asks: ${names.join(", ")}.`,
        "zh-CN": `可以回答的有：${names.join("、")}。`,
      };
