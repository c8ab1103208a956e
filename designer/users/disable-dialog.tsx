import { createSignal, Show } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { userText } from "../language/users/messages.ts";
import type { UserStore } from "./users-api.ts";

/** Asks before somebody is shut out. */
export function DisableDialog(props: {
  readonly user: UserEntry;
  readonly store: UserStore;
  readonly onClose: () => void;
}) {
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const [busy, setBusy] = createSignal(false);
  const { name, id } = props.user;
  const disable = async () => {
    setBusy(true);
    const problem = await props.store.change(id, { disabled: true });
    setBusy(false);
    setRefusal(problem ?? undefined);
    if (problem !== null) return;
    showToast(userText("disabled", { name }));
    props.onClose();
  };
  return (
    <Dialog
      open
      title={userText("disable_title", { name })}
      closeLabel={userText("close")}
      onClose={props.onClose}
      footer={
        <>
          <Button autofocus onClick={() => props.onClose()}>
            {userText("cancel")}
          </Button>
          <Button variant="danger" busy={busy()} onClick={() => void disable()}>
            {userText("disable")}
          </Button>
        </>
      }
    >
      <Show when={refusal()}>
        {(problem) => (
          <Notice kind="danger" alert>
            {problemSentence(problem())}
          </Notice>
        )}
      </Show>
      <p>{userText("disable_text", { name })}</p>
    </Dialog>
  );
}
