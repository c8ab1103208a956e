import { createResource, createSignal, Match, Show, Switch } from "solid-js";
import type { ProblemJson, PublishPlan } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { type Answers, blockedChanges, isPublishable, openQuestions } from "./plan-answers.ts";
import { PlanReview } from "./plan-review.tsx";
import { PublishProgressBar } from "./publish-progress.tsx";
import { RefusalSentences } from "./refusal-sentences.tsx";

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
  const ready = () => {
    const current = plan.latest;
    return (
      current !== undefined && !plan.loading && !plan.error && isPublishable(current, answers())
    );
  };
  const publish = async () => {
    setBusy(true);
    setRefusal(undefined);
    const outcome = await session.api.publish({
      message: message(),
      answers: answers(),
      ...(plan.latest ? { plan: plan.latest.id } : {}),
    });
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
                    <RefusalSentences problem={problem()} />
                  </Notice>
                )}
              </Show>
              <Show when={busy()}>
                <PublishProgressBar />
              </Show>
              <PlanReview
                ofDraft
                plan={current}
                answers={answers()}
                onAnswer={answer}
                onLeave={props.onClose}
              />
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
