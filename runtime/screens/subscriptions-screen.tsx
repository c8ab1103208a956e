import { Show } from "solid-js";
import type { Pace } from "../../metadata/digest-pace.ts";
import type {
  DigestChoice,
  ReminderEntry,
  SubscriptionEntry,
} from "../../metadata/subscription-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { problemSentence } from "../blocks/problem-view.tsx";
import { DigestPanel } from "../blocks/subscriptions/digest-panel.tsx";
import { ReminderRows } from "../blocks/subscriptions/reminder-rows.tsx";
import { SubscriptionRows } from "../blocks/subscriptions/subscription-rows.tsx";
import { subscriptionMessages, subscriptionText } from "../language/subscriptions/messages.ts";
import { noticesAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { choosePace, createDigestChoice } from "../state/digest-choice.ts";
import { createReminders, removeReminder } from "../state/reminders.ts";
import { createSubscriptions, unfollow } from "../state/subscriptions.ts";
import { EmptyState } from "../ui/message.tsx";
import { showToast } from "../ui/toast.tsx";
import { PlainScreen, WhenKnown } from "./plain-screen.tsx";

await subscriptionMessages.ready();

/** `/{workspace}/notices/following`: the records and lists of whose changes one is told. */
export default function SubscriptionsScreen() {
  const application = useApplication();
  const subscriptions = createSubscriptions(application);
  const digest = createDigestChoice(application);
  const sendsMail = () => {
    const choice = digest.choice();
    return choice?.mails ? choice : undefined;
  };
  const told = (problem: ProblemJson | null) => {
    if (problem === null) showToast(subscriptionText("saved"));
    else showToast(problemSentence(problem), { kind: "error" });
  };
  const choose = async (part: Partial<DigestChoice>) => told(await digest.choose(part));
  const setPace = async (entry: SubscriptionEntry, pace: Pace | null) =>
    told(await choosePace(application, entry, pace));
  const end = async (entry: SubscriptionEntry) => {
    const problem = await unfollow(application, entry);
    if (problem === null) showToast(subscriptionText("unfollowed"));
    else showToast(problemSentence(problem), { kind: "error" });
  };
  return (
    <PlainScreen
      title={subscriptionText("page")}
      list={{ title: subscriptionText("to_notices"), address: noticesAddress() }}
    >
      <WhenKnown
        known={subscriptions.entries()}
        problem={subscriptions.failure()}
        onRetry={subscriptions.reload}
      >
        {(entries) => (
          <>
            <Groups
              entries={entries()}
              onPace={sendsMail() ? (entry, pace) => void setPace(entry, pace) : undefined}
              onEnd={(entry) => void end(entry)}
            />
            <Reminders />
            <Show when={sendsMail()}>
              {(choice) => (
                <DigestPanel
                  choice={choice()}
                  busy={digest.busy()}
                  onChoose={(part) => void choose(part)}
                />
              )}
            </Show>
          </>
        )}
      </WhenKnown>
    </PlainScreen>
  );
}

function Groups(props: {
  readonly entries: readonly SubscriptionEntry[];
  readonly onPace: ((entry: SubscriptionEntry, pace: Pace | null) => void) | undefined;
  readonly onEnd: (entry: SubscriptionEntry) => void;
}) {
  const lists = () => props.entries.filter(({ record }) => record === null);
  const records = () => props.entries.filter(({ record }) => record !== null);
  return (
    <Show
      when={props.entries.length > 0}
      fallback={
        <EmptyState
          icon="bell"
          title={subscriptionText("none")}
          text={subscriptionText("none_text")}
        />
      }
    >
      <Show when={lists().length > 0}>
        <SubscriptionRows
          label={subscriptionText("lists")}
          entries={lists()}
          onPace={props.onPace}
          onEnd={props.onEnd}
        />
      </Show>
      <Show when={records().length > 0}>
        <SubscriptionRows
          label={subscriptionText("records")}
          entries={records()}
          onPace={props.onPace}
          onEnd={props.onEnd}
        />
      </Show>
    </Show>
  );
}

/** Nothing where none wait. */
function Reminders() {
  const application = useApplication();
  const reminders = createReminders(application);
  const remove = async (reminder: ReminderEntry) => {
    const problem = await removeReminder(application, reminder);
    if (problem === null) showToast(subscriptionText("reminder_removed"));
    else showToast(problemSentence(problem), { kind: "error" });
  };
  return (
    <Show when={(reminders() ?? []).length > 0}>
      <section class="subscriptions" aria-label={subscriptionText("reminders")}>
        <h2 class="subscriptions-head">{subscriptionText("reminders")}</h2>
        <ReminderRows
          withRecord
          reminders={reminders() ?? []}
          onRemove={(reminder) => void remove(reminder)}
        />
      </section>
    </Show>
  );
}
