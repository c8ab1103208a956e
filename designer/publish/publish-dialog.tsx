import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import type { PlanQuestion, ProblemJson, PublishPlan } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { ApplicationContext } from "../../runtime/state/application.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { createPreviewApplication } from "../canvases/preview-application.ts";
import { locateProblem } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import {
  type Answers,
  blockedChanges,
  isPublishable,
  openQuestions,
  questionsOf,
} from "./plan-answers.ts";
import { PlanChanges } from "./plan-changes.tsx";
import { PlanQuestionInput } from "./plan-question-input.tsx";

/** What publishing would do, in words; then it is done, or it is said why not. */
export function PublishDialog(props: { readonly onClose: () => void }) {
  const { session } = useDesigner();
  const [answers, setAnswers] = createSignal<Answers>({});
  const [message, setMessage] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const [plan, { refetch }] = createResource(locale, loadPlan);

  async function loadPlan(): Promise<PublishPlan> {
    if (!(await session.flush())) throw new Error(text("plan_needs_saved_draft"));
    return session.api.plan();
  }
  const application = createPreviewApplication(session);
  const ready = () => {
    const current = plan.latest;
    return (
      current !== undefined && !plan.loading && !plan.error && isPublishable(current, answers())
    );
  };
  const publish = async () => {
    setBusy(true);
    setRefusal(undefined);
    const outcome = await session.api.publish(message(), answers());
    setBusy(false);
    if (!outcome.ok) {
      setRefusal(outcome.problem);
      await refetch();
      return;
    }
    await session.reload();
    props.onClose();
    showToast(text("published_version", { version: outcome.version }));
  };
  return (
    <Dialog
      open
      wide
      class="publish-dialog"
      title={text("review_and_publish")}
      closeLabel={text("close")}
      onClose={props.onClose}
      keepOnBackdrop
      footer={
        <>
          <span class="publish-state" role="status">
            {stateSentence()}
          </span>
          <Button onClick={props.onClose}>{text("keep_designing")}</Button>
          <Button
            variant="primary"
            icon="publish"
            busy={busy()}
            disabled={!ready()}
            onClick={() => void publish()}
          >
            {text("publish")}
          </Button>
        </>
      }
    >
      <Switch>
        <Match when={plan.error}>
          <Notice kind="danger" alert>
            <p>{text("plan_failed")}</p>
            <p>{plan.error instanceof Error ? plan.error.message : ""}</p>
            <Button small onClick={() => void refetch()}>
              {text("retry")}
            </Button>
          </Notice>
        </Match>
        <Match when={plan.latest} keyed>
          {(current) => (
            <div class="plan" aria-busy={plan.loading}>
              <Show when={refusal()}>
                {(problem) => (
                  <Notice kind="danger" alert>
                    <p>{problem().detail || problem().title}</p>
                  </Notice>
                )}
              </Show>
              <PlanProblems plan={current} onLeave={props.onClose} />
              <ApplicationContext.Provider value={application}>
                <For each={generalQuestions(current)}>
                  {(question) => (
                    <PlanQuestionInput question={question} answers={answers()} onAnswer={answer} />
                  )}
                </For>
                <PlanChanges plan={current} answers={answers()} onAnswer={answer} />
              </ApplicationContext.Provider>
              <Show when={current.changes.length > 0}>
                <Field label={text("publish_message")} hint={text("publish_message_hint")}>
                  {(link) => <TextInput {...link} value={message()} onInput={setMessage} />}
                </Field>
              </Show>
            </div>
          )}
        </Match>
        <Match when={plan.loading}>
          <div class="plan" role="status" aria-label={text("loading_plan")}>
            <Skeleton width="60%" />
            <Skeleton width="80%" />
            <Skeleton width="45%" />
          </div>
        </Match>
      </Switch>
    </Dialog>
  );

  function answer(id: string, value: unknown): void {
    setAnswers({ ...answers(), [id]: value });
  }

  function stateSentence(): string {
    const current = plan.latest;
    if (!current || plan.loading) return "";
    const open = openQuestions(current, answers()).length;
    if (current.problems.length > 0) return text("plan_has_problems");
    if (open > 0) return text("plan_has_questions", { count: open });
    return blockedChanges(current, answers()).length > 0 ? text("plan_has_obstacles") : "";
  }
}

/** Questions that belong to no single change stand above all of them. */
function generalQuestions(plan: PublishPlan): readonly PlanQuestion[] {
  const asked = new Set(plan.changes.flatMap((change) => questionsOf(plan, change)));
  return plan.questions.filter((question) => !asked.has(question));
}

function PlanProblems(props: { readonly plan: PublishPlan; readonly onLeave: () => void }) {
  const designer = useDesigner();
  return (
    <Show when={props.plan.problems.length > 0}>
      <Notice kind="danger">
        <p>
          <strong>{text("plan_problems", { count: props.plan.problems.length })}</strong>
        </p>
        <ul class="plan-problems">
          <For each={props.plan.problems}>
            {(problem) => (
              <li>
                <button
                  type="button"
                  class="link-button"
                  onClick={() => {
                    props.onLeave();
                    const located = locateProblem(designer.session.documents(), problem);
                    queueMicrotask(() => designer.goTo(located));
                  }}
                >
                  {problem.message}
                </button>
                <span class="muted"> {problem.file}</span>
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}
