/** Which questions of a plan are open, and which changes nothing stands against any more. */
import type { PlannedChange, PlanQuestion, PublishPlan } from "../../metadata/wire.ts";

/** What the person has answered so far, by question. */
export type Answers = Readonly<Record<string, unknown>>;

/** The question whose answer gives the existing records of a change their value. */
export function questionOf(plan: PublishPlan, change: PlannedChange): PlanQuestion | undefined {
  return plan.questions.find(({ id }) => id === `fill.${change.object}.${change.field}`);
}

export function isAnswered(question: PlanQuestion, answers: Answers): boolean {
  const given = Object.hasOwn(answers, question.id) ? answers[question.id] : question.answer;
  return given !== null && given !== undefined && given !== "";
}

export const openQuestions = (plan: PublishPlan, answers: Answers): readonly PlanQuestion[] =>
  plan.questions.filter((question) => !isAnswered(question, answers));

/** Changes with records in the way that no answer helps. */
export function blockedChanges(plan: PublishPlan, answers: Answers): readonly PlannedChange[] {
  return plan.changes.filter((change) => {
    if (!change.obstacles) return false;
    const question = questionOf(plan, change);
    return question === undefined || !isAnswered(question, answers);
  });
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
