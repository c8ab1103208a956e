/** Which questions of a plan are open, and which changes nothing stands against any more. */
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { modelNamed } from "../../metadata/model/row-models.ts";
import { pointer } from "../../metadata/problem.ts";
import type {
  PlannedChange,
  PlanQuestion,
  PublishPlan,
  ReportedProblem,
} from "../../metadata/wire.ts";
import type { DraftModels } from "../document/draft-models.ts";
import type { Answers, LeftAnswers } from "../document/left-answers.ts";

export type { Answers };

/** The field that is asked about: `fill.customer.level`; the object may be rows, `order$lines`. */
export function questionField(id: string, models: DraftModels): FieldModel | undefined {
  const [, object = "", name = ""] = id.split(".");
  return modelNamed(object, models)?.byName.get(name);
}

/** What was answered before, without answers about fields that hold other values by now. */
export function resumedAnswers(left: LeftAnswers | null, models: DraftModels): Answers {
  if (left === null) return {};
  const values = (id: string, known: DraftModels) => {
    const field = questionField(id, known);
    return `${field?.type.name} ${field?.target}`;
  };
  return answersWhere(left.answers, (id) => values(id, left.models) === values(id, models));
}

/**
 * The answers to what a plan asks; all of them while mistakes keep it from asking, but for those
 * that it tells of and asks nothing about.
 */
export const askedAnswers = (plan: PublishPlan, answers: Answers): Answers =>
  answersWhere(answers, (id, value) => {
    const question = plan.questions.find((one) => one.id === id);
    if (!question) return plan.problems.length > 0 && problemsOfAnswer(plan, { id }).length === 0;
    return question.choices.length === 0 || question.choices.some((one) => one.value === value);
  });

/** The same value when all are kept. */
function answersWhere(answers: Answers, keep: (id: string, value: unknown) => boolean): Answers {
  const given = Object.entries(answers);
  const kept = given.filter(([id, value]) => keep(id, value));
  return kept.length === given.length ? answers : Object.fromEntries(kept);
}

/** The questions whose answers open the way for a change. */
export const questionsOf = (plan: PublishPlan, change: PlannedChange): readonly PlanQuestion[] =>
  plan.questions.filter(({ id }) => change.questions.includes(id));

/** True when nothing of a change is left to be asked, and the plan does not say that the answers leave it so. */
export const isHelped = (plan: PublishPlan, change: PlannedChange, answers: Answers): boolean => {
  const asked = questionsOf(plan, change);
  const isNewer = ({ id, answer }: PlanQuestion): boolean =>
    Object.hasOwn(answers, id) && String(answers[id]) !== answer;
  return (
    asked.length > 0 &&
    asked.every((question) => isAnswered(question, answers)) &&
    (change.obstacles?.blocking !== true || asked.some(isNewer))
  );
};

/** What the server said of an answer: `/answers/fill.customer.level`, or deeper in its value. */
export const problemsOfAnswer = (
  plan: PublishPlan,
  { id }: Pick<PlanQuestion, "id">,
): readonly string[] => {
  const place = pointer("", "answers", id);
  return plan.problems
    .filter(({ path }) => path === place || path.startsWith(`${place}/`))
    .map(({ message }) => message);
};

/** Problems of the design, not of what was answered. */
export const problemsOfDesign = (plan: PublishPlan): readonly ReportedProblem[] =>
  plan.problems.filter(({ file, path }) => file !== "" || !path.startsWith("/answers/"));

export function isAnswered(question: PlanQuestion, answers: Answers): boolean {
  const given = Object.hasOwn(answers, question.id) ? answers[question.id] : question.answer;
  return given !== null && given !== undefined && given !== "";
}

export const openQuestions = (plan: PublishPlan, answers: Answers): readonly PlanQuestion[] =>
  plan.questions.filter((question) => !isAnswered(question, answers));

/** Changes with records in the way that no answer helps. */
export function blockedChanges(plan: PublishPlan, answers: Answers): readonly PlannedChange[] {
  return plan.changes.filter(
    (change) => change.obstacles?.blocking === true && !isHelped(plan, change, answers),
  );
}

/** True when publishing with these answers can be tried. The server decides in the end. */
export function isPublishable(plan: PublishPlan, answers: Answers): boolean {
  return (
    plan.changes.length > 0 &&
    plan.problems.length === 0 &&
    openQuestions(plan, answers).length === 0 &&
    blockedChanges(plan, answers).length === 0
  );
}
