import { Show } from "solid-js";
import { paces } from "../../../metadata/digest-pace.ts";
import type { DigestChoice } from "../../../metadata/subscription-wire.ts";
import { locale } from "../../language/locale.ts";
import { subscriptionText } from "../../language/subscriptions/messages.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import "./subscriptions.css";

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** Monday first; the days of any week do. */
const weekdays = () => {
  const format = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, index) => ({
    value: String(index + 1),
    label: format.format(new Date(Date.UTC(2024, 0, index + 1))),
  }));
};

const paceOptions = () =>
  paces.map((pace) => ({ value: pace as string, label: subscriptionText(`pace_${pace}`) }));

/** How soon, and when, one is written to about all that one follows. */
export function DigestPanel(props: {
  readonly choice: DigestChoice;
  readonly busy: boolean;
  readonly onChoose: (part: Partial<DigestChoice>) => void;
}) {
  const isTimed = () => props.choice.pace === "daily" || props.choice.pace === "weekly";
  return (
    <section class="subscriptions" aria-label={subscriptionText("mails")}>
      <h2 class="subscriptions-head">{subscriptionText("mails")}</h2>
      <div class="digest-choice">
        <Field label={subscriptionText("pace")}>
          {(link) => (
            <Select
              {...link}
              disabled={props.busy}
              value={props.choice.pace}
              options={paceOptions()}
              onChange={(chosen) => {
                const pace = paces.find((known) => known === chosen);
                if (pace !== undefined) props.onChoose({ pace });
              }}
            />
          )}
        </Field>
        <Show when={props.choice.pace === "weekly"}>
          <Field label={subscriptionText("weekday")}>
            {(link) => (
              <Select
                {...link}
                disabled={props.busy}
                value={String(props.choice.weekday)}
                options={weekdays()}
                onChange={(day) => props.onChoose({ weekday: Number(day) })}
              />
            )}
          </Field>
        </Show>
        <Show when={isTimed()}>
          <Field label={subscriptionText("hour")}>
            {(link) => (
              <Select
                {...link}
                disabled={props.busy}
                value={String(props.choice.hour)}
                options={hours}
                onChange={(hour) => props.onChoose({ hour: Number(hour) })}
              />
            )}
          </Field>
        </Show>
      </div>
      <p class="subscriptions-note muted">
        {subscriptionText(isTimed() ? "mails_hint_timed" : "mails_hint", {
          zone: props.choice.time_zone,
        })}
      </p>
    </section>
  );
}
