import { For, Show } from "solid-js";
import type { ReminderEntry } from "../../../metadata/subscription-wire.ts";
import { subscriptionText } from "../../language/subscriptions/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { recordAddress } from "../../state/addresses.ts";
import { Button } from "../../ui/button.tsx";

/** Reminders that wait, the next one first. */
export function ReminderRows(props: {
  readonly reminders: readonly ReminderEntry[];
  /** Where it is not clear which record they are of. */
  readonly withRecord?: boolean;
  readonly onRemove: (reminder: ReminderEntry) => void;
}) {
  return (
    <ul class="reminder-rows">
      <For each={props.reminders}>
        {(reminder) => (
          <li>
            <div class="subscription-words">
              <span>{reminder.note}</span>
              <small class="muted">
                <time datetime={reminder.at}>{dayAndTime(reminder.at)}</time>
                <Show when={props.withRecord}>
                  {" · "}
                  <Record reminder={reminder} />
                </Show>
              </small>
            </div>
            <Button
              small
              aria-label={subscriptionText("reminder_remove_of", { note: reminder.note })}
              onClick={() => props.onRemove(reminder)}
            >
              {subscriptionText("reminder_remove")}
            </Button>
          </li>
        )}
      </For>
    </ul>
  );
}

function Record(props: { readonly reminder: ReminderEntry }) {
  const title = () => props.reminder.record_title || subscriptionText("no_title");
  return (
    <Show when={props.reminder.object} fallback={subscriptionText("no_longer")}>
      {(object) => <a href={recordAddress(object(), props.reminder.record)}>{title()}</a>}
    </Show>
  );
}
