import { createSignal, Show } from "solid-js";
import type { ReminderEntry } from "../../../metadata/subscription-wire.ts";
import { subscriptionText } from "../../language/subscriptions/messages.ts";
import { useApplication } from "../../state/application.ts";
import { addReminder, createReminders, removeReminder } from "../../state/reminders.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { showToast } from "../../ui/toast.tsx";
import { problemSentence } from "../problem-view.tsx";
import { SmallFormDialog } from "../small-form-dialog.tsx";
import { ReminderRows } from "./reminder-rows.tsx";
import "./subscriptions.css";

/** As a date input writes days, where the browser is. */
function dayFromNow(days: number): string {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Asks when, and of what, one wants to be reminded; shows what waits already. */
export function ReminderDialog(props: {
  readonly object: string;
  readonly id: string;
  readonly onClose: () => void;
}) {
  const application = useApplication();
  const [day, setDay] = createSignal(dayFromNow(1));
  const [time, setTime] = createSignal("09:00");
  const [note, setNote] = createSignal("");
  const reminders = createReminders(application, () => props.id);
  const form = createSmallForm({
    inputs: ["note", "at", "time"],
    needed: () => ({ note: note().trim(), at: day(), time: time() }),
    fillIn: () => subscriptionText("fill_in"),
    send: async () => {
      const at = new Date(`${day()}T${time()}`).toISOString();
      const wanted = { object: props.object, record: props.id, at, note: note().trim() };
      const problem = await addReminder(application, wanted);
      if (problem !== null) return problem;
      showToast(subscriptionText("reminder_added"));
      props.onClose();
      return null;
    },
  });
  const remove = async (reminder: ReminderEntry) => {
    const problem = await removeReminder(application, reminder);
    if (problem !== null) showToast(problemSentence(problem), { kind: "error" });
  };
  return (
    <SmallFormDialog
      form={form}
      title={subscriptionText("remind")}
      submit={subscriptionText("remind_submit")}
      onClose={props.onClose}
    >
      <Field label={subscriptionText("reminder_note")} error={form.at("note")}>
        {(link) => (
          <TextInput
            {...link}
            name="reminder_note"
            autofocus
            maxLength={400}
            value={note()}
            onInput={setNote}
          />
        )}
      </Field>
      <div class="reminder-moment">
        <Field label={subscriptionText("reminder_day")} error={form.at("at")}>
          {(link) => (
            <TextInput
              {...link}
              type="date"
              name="reminder_day"
              min={dayFromNow(0)}
              value={day()}
              onInput={setDay}
            />
          )}
        </Field>
        <Field label={subscriptionText("reminder_time")} error={form.at("time")}>
          {(link) => (
            <TextInput
              {...link}
              type="time"
              name="reminder_time"
              value={time()}
              onInput={setTime}
            />
          )}
        </Field>
      </div>
      <Show when={(reminders() ?? []).length > 0}>
        <section class="reminders-waiting" aria-label={subscriptionText("reminders_waiting")}>
          <h3>{subscriptionText("reminders_waiting")}</h3>
          <ReminderRows
            reminders={reminders() ?? []}
            onRemove={(reminder) => void remove(reminder)}
          />
        </section>
      </Show>
    </SmallFormDialog>
  );
}
