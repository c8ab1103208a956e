import { createSignal, Show } from "solid-js";
import { subscriptionMessages, subscriptionText } from "../../language/subscriptions/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createSubscriptions, follow, unfollow } from "../../state/subscriptions.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { problemSentence } from "../problem-view.tsx";

await subscriptionMessages.ready();

/** Whether one is told of what others change in a record, to press. */
export default function FollowButton(props: { readonly object: string; readonly id: string }) {
  const application = useApplication();
  const [busy, setBusy] = createSignal(false);
  const about = () => ({ object: props.object, record: props.id });
  const subscriptions = createSubscriptions(application, about);
  const toggle = async () => {
    const own = subscriptions.entries()?.[0];
    setBusy(true);
    const problem = await (own ? unfollow(application, own) : follow(application, about()));
    setBusy(false);
    if (problem === null) showToast(subscriptionText(own ? "unfollowed" : "followed"));
    else showToast(problemSentence(problem), { kind: "error" });
  };
  return (
    <Show when={subscriptions.entries()}>
      {(entries) => {
        const follows = () => entries().length > 0;
        return (
          <Button
            icon={follows() ? "check" : "bell"}
            class="record-action"
            busy={busy()}
            aria-pressed={follows()}
            title={subscriptionText(follows() ? "following_hint" : "follow_hint")}
            onClick={() => void toggle()}
          >
            <span class="button-label">{subscriptionText(follows() ? "following" : "follow")}</span>
          </Button>
        );
      }}
    </Show>
  );
}
