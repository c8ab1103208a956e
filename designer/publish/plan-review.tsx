import { createMemo, For, Show } from "solid-js";
import type { PlanQuestion, PublishPlan } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { ApplicationContext } from "../../runtime/state/application.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { createPreviewApplication } from "../canvases/preview-application.ts";
import { locateProblem } from "../document/problem-location.ts";
import { inScreenWords, problemPlace } from "../document/problem-words.ts";
import { text } from "../language/messages.ts";
import { partWords } from "../language/part-words.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { type Answers, problemsOfAnswer, problemsOfDesign, questionsOf } from "./plan-answers.ts";
import { PlanChanges } from "./plan-changes.tsx";
import { PlanQuestionInput } from "./plan-question-input.tsx";

export interface PlanReviewProps {
  readonly plan: PublishPlan;
  readonly answers: Answers;
  /** The plan of the draft: its rows can be loaded as a file. */
  readonly ofDraft: boolean;
  readonly onAnswer: (id: string, value: unknown) => void;
  readonly onLeave: () => void;
}

/** A plan in words: what stands in its way, what it asks, what it changes. */
export function PlanReview(props: PlanReviewProps) {
  const { session } = useDesigner();
  const application = createPreviewApplication(session);
  return (
    <>
      <PlanProblems plan={props.plan} onLeave={props.onLeave} />
      <ApplicationContext.Provider value={application}>
        <For each={generalQuestions(props.plan)}>
          {(question) => (
            <PlanQuestionInput
              question={question}
              answers={props.answers}
              problems={problemsOfAnswer(props.plan, question)}
              onAnswer={props.onAnswer}
            />
          )}
        </For>
        <PlanChanges
          plan={props.plan}
          answers={props.answers}
          ofDraft={props.ofDraft}
          onAnswer={props.onAnswer}
        />
      </ApplicationContext.Provider>
    </>
  );
}

/** Questions that belong to no single change stand above all of them. */
function generalQuestions(plan: PublishPlan): readonly PlanQuestion[] {
  const asked = new Set(plan.changes.flatMap((change) => questionsOf(plan, change)));
  return plan.questions.filter((question) => !asked.has(question));
}

function PlanProblems(props: { readonly plan: PublishPlan; readonly onLeave: () => void }) {
  const designer = useDesigner();
  /** Those of answers stand beside their questions. */
  const problems = () => problemsOfDesign(props.plan);
  const { documents } = designer.session;
  const located = createMemo(() => {
    const words = partWords();
    return problems().map((problem) =>
      inScreenWords(documents(), locateProblem(documents(), problem), locale(), words),
    );
  });
  return (
    <Show when={problems().length > 0}>
      <Notice kind="danger">
        <p>
          <strong>{text("plan_problems", { count: problems().length })}</strong>
        </p>
        <ul class="plan-problems">
          <For each={located()}>
            {(problem) => (
              <li>
                <button
                  type="button"
                  class="link-button"
                  onClick={() => {
                    props.onLeave();
                    queueMicrotask(() => designer.goTo(problem));
                  }}
                >
                  {problem.problem.message}
                </button>
                <span class="muted" title={problem.problem.file}>
                  {" "}
                  {problemPlace(documents(), problem, locale()).join(" › ")}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}

/** The plan could not be made. */
export function PlanFailure(props: { readonly reason: unknown; readonly onRetry: () => void }) {
  return (
    <Notice kind="danger" alert>
      <p>{text("plan_failed")}</p>
      <p>{props.reason instanceof Error ? props.reason.message : ""}</p>
      <Button small onClick={props.onRetry}>
        {text("retry")}
      </Button>
    </Notice>
  );
}

/** The plan is being made. */
export function PlanSkeleton() {
  return (
    <div class="plan" role="status" aria-label={text("loading_plan")}>
      <Skeleton width="60%" />
      <Skeleton width="80%" />
      <Skeleton width="45%" />
    </div>
  );
}
