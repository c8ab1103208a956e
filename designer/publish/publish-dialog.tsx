import { createSignal, onCleanup, Show, untrack } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { blockedChanges, openQuestions, resumedAnswers } from "./plan-answers.ts";
import { followPlan } from "./plan-follower.ts";
import { PlanPane } from "./plan-pane.tsx";

/** What publishing would do, in words; then it is done, or it is said why not. */
export function PublishDialog(props: { readonly onClose: () => void }) {
  const designer = useDesigner();
  const { session } = designer;
  const [message, setMessage] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const follower = followPlan(
    async (given) => {
      if (!(await session.flush())) throw new Error(text("plan_needs_saved_draft"));
      return session.api.plan(given);
    },
    untrack(() => resumedAnswers(designer.leftAnswers(), session.models())),
  );
  const { plan, answers, ready, again } = follower;
  let isPublished = false;
  onCleanup(() =>
    designer.leaveAnswers(isPublished ? null : { answers: answers(), models: session.models() }),
  );
  const publish = async () => {
    setBusy(true);
    setRefusal(undefined);
    const looked = plan();
    const outcome = await session.api.publish({
      message: message(),
      answers: answers(),
      ...(looked ? { plan: looked.id } : {}),
    });
    setBusy(false);
    if (!outcome.ok) {
      setRefusal(outcome.problem);
      await again();
      return;
    }
    isPublished = true;
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
      <PlanPane
        ofDraft
        follower={follower}
        refusal={refusal()}
        busy={busy()}
        onLeave={props.onClose}
      >
        <Show when={(plan()?.changes.length ?? 0) > 0}>
          <Field label={text("publish_message")} hint={text("publish_message_hint")}>
            {(link) => <TextInput {...link} value={message()} onInput={setMessage} />}
          </Field>
        </Show>
      </PlanPane>
    </Dialog>
  );

  function stateSentence(): string {
    const current = plan();
    if (!current) return "";
    const open = openQuestions(current, answers()).length;
    if (current.problems.length > 0) return text("plan_has_problems");
    if (open > 0) return text("plan_has_questions", { count: open });
    return blockedChanges(current, answers()).length > 0 ? text("plan_has_obstacles") : "";
  }
}
