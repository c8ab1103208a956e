/** Which questions of a plan are open, and which changes nothing stands against any more. */
import type { PlannedChange, PlanQuestion, PublishPlan } from "../../metadata/wire.ts";

/** What the person has answered so far, by question. */
export type Answers = Readonly<Record<string, unknown>>;

/** The questions whose answers open the way for a change. */
export const questionsOf = (plan: PublishPlan, change: PlannedChange): readonly PlanQuestion[] =>
  plan.questions.filter(({ id }) => change.questions.includes(id));

/** True when nothing of a change is left to be asked. */
export const isHelped = (plan: PublishPlan, change: PlannedChange, answers: Answers): boolean => {
  const asked = questionsOf(plan, change);
  return asked.length > 0 && asked.every((question) => isAnswered(question, answers));
};

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
