import { createSignal, Show } from "solid-js";
import { subscriptionMessages, subscriptionText } from "../../language/subscriptions/messages.ts";
import { IconButton } from "../../ui/button.tsx";
import { ReminderDialog } from "./reminder-dialog.tsx";

await subscriptionMessages.ready();

/** A note to oneself about a record, for a time that is to come. */
export default function RemindButton(props: { readonly object: string; readonly id: string }) {
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <IconButton
        variant="secondary"
        icon="clock"
        label={subscriptionText("remind")}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      <Show when={open()}>
        <ReminderDialog {...props} onClose={() => setOpen(false)} />
      </Show>
    </>
  );
}
