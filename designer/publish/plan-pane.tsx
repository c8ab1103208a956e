import { type JSX, Match, Show, Switch } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import { Notice } from "../../runtime/ui/message.tsx";
import type { PlanFollower } from "./plan-follower.ts";
import { PlanFailure, PlanReview, PlanSkeleton } from "./plan-review.tsx";
import { PublishProgressBar } from "./publish-progress.tsx";
import { RefusalSentences } from "./refusal-sentences.tsx";

/** A plan as it is being made, looked at, answered and carried out. */
export function PlanPane(props: {
  readonly follower: PlanFollower;
  /** The plan of the draft, not of an earlier version. */
  readonly ofDraft: boolean;
  /** Why the last try was refused. */
  readonly refusal: ProblemJson | undefined;
  /** It is being carried out. */
  readonly busy: boolean;
  /** The person goes to a place in the design. */
  readonly onLeave: () => void;
  readonly children?: JSX.Element;
}) {
  const { plan, answers, answer, failure, loading, settle, again } = props.follower;
  return (
    <Switch>
      <Match when={failure()}>
        {(reason) => <PlanFailure reason={reason()} onRetry={() => void again()} />}
      </Match>
      <Match when={plan()}>
        {(current) => (
          <div
            class="plan"
            classList={{ "version-plan": !props.ofDraft }}
            aria-busy={loading()}
            onChange={settle}
            onFocusOut={settle}
          >
            <Show when={props.refusal}>
              {(problem) => (
                <Notice kind="danger" alert>
                  <RefusalSentences problem={problem()} />
                </Notice>
              )}
            </Show>
            <Show when={props.busy}>
              <PublishProgressBar />
            </Show>
            <PlanReview
              ofDraft={props.ofDraft}
              plan={current()}
              answers={answers()}
              onAnswer={answer}
              onLeave={props.onLeave}
            />
            {props.children}
          </div>
        )}
      </Match>
      <Match when={loading()}>
        <PlanSkeleton />
      </Match>
    </Switch>
  );
}
