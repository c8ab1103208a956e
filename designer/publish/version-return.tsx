import { createSignal } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { followPlan } from "./plan-follower.ts";
import { PlanPane } from "./plan-pane.tsx";

/** What going back to an earlier version would change, what it asks, and doing it. */
export function VersionReturn(props: {
  readonly version: number;
  readonly onCancel: () => void;
  readonly onPublished: () => void;
  /** The person goes to a place in the design. */
  readonly onLeave: () => void;
}) {
  const { session } = useDesigner();
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const follower = followPlan((given) => session.api.plan(given, props.version));
  const { plan, answers, ready, again } = follower;
  const publish = async () => {
    setBusy(true);
    setRefusal(undefined);
    const looked = plan();
    const outcome = await session.api.publishAgain(props.version, {
      message: "",
      answers: answers(),
      ...(looked ? { plan: looked.id } : {}),
    });
    setBusy(false);
    if (outcome.ok) return props.onPublished();
    setRefusal(outcome.problem);
    await again();
  };
  return (
    <Notice kind="warning">
      <p>{text("publish_again_question", { version: props.version })}</p>
      <PlanPane
        ofDraft={false}
        follower={follower}
        refusal={refusal()}
        busy={busy()}
        onLeave={props.onLeave}
      />
      <div class="form-foot">
        <Button small onClick={props.onCancel}>
          {text("cancel")}
        </Button>
        <Button
          small
          variant="primary"
          busy={busy()}
          disabled={!ready()}
          onClick={() => void publish()}
        >
          {text("publish_again")}
        </Button>
      </div>
    </Notice>
  );
}
