import { For, Show } from "solid-js";
import { type Pace, paces } from "../../../metadata/digest-pace.ts";
import type { SubscriptionEntry } from "../../../metadata/subscription-wire.ts";
import { subscriptionText } from "../../language/subscriptions/messages.ts";
import { followedAddress, recordAddress } from "../../state/addresses.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import "./subscriptions.css";

export const subscriptionTitle = ({
  record,
  record_title,
  title,
  object_title,
}: SubscriptionEntry) =>
  (record === null ? (title ?? object_title) : record_title) ?? subscriptionText("no_longer");

/** What one follows, each with the way to it and the way out. */
export function SubscriptionRows(props: {
  readonly label: string;
  readonly entries: readonly SubscriptionEntry[];
  /** Absent where no mails are sent. */
  readonly onPace?: ((entry: SubscriptionEntry, pace: Pace | null) => void) | undefined;
  readonly onEnd: (entry: SubscriptionEntry) => void;
}) {
  return (
    <section class="subscriptions" aria-label={props.label}>
      <h2 class="subscriptions-head">{props.label}</h2>
      <ul>
        <For each={props.entries}>
          {(entry) => (
            <li>
              <div class="subscription-words">
                <Title entry={entry} />
                <small class="muted">
                  {entry.active ? entry.object_title : subscriptionText("rests")}
                </small>
              </div>
              <Show when={props.onPace}>
                {(choose) => (
                  <Select
                    small
                    aria-label={subscriptionText("pace_of", { title: subscriptionTitle(entry) })}
                    value={entry.pace ?? ""}
                    options={paceOptions()}
                    onChange={(pace) =>
                      choose()(entry, paces.find((known) => known === pace) ?? null)
                    }
                  />
                )}
              </Show>
              <Button
                small
                aria-label={subscriptionText("end_of", { title: subscriptionTitle(entry) })}
                onClick={() => props.onEnd(entry)}
              >
                {subscriptionText("end")}
              </Button>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

const paceOptions = () =>
  (["usual", ...paces] as const).map((pace) => ({
    value: pace === "usual" ? "" : pace,
    label: subscriptionText("row_pace", { pace: subscriptionText(`row_pace_${pace}`) }),
  }));

function Title(props: { readonly entry: SubscriptionEntry }) {
  const address = () => {
    const { object, record, view, active } = props.entry;
    if (object === null || !active) return undefined;
    return record === null ? followedAddress(object, view) : recordAddress(object, record);
  };
  return (
    <Show when={address()} fallback={<span>{subscriptionTitle(props.entry)}</span>}>
      {(href) => <a href={href()}>{subscriptionTitle(props.entry)}</a>}
    </Show>
  );
}
