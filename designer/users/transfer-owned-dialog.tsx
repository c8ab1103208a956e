import { createSignal, For, Show } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { ProblemNotice, problemSentence } from "../../runtime/blocks/problem-view.tsx";
import type { Client } from "../../runtime/client/client.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { pageText } from "../language/pages/messages.ts";
import { userText } from "../language/users/messages.ts";
import { PersonInput } from "./person-input.tsx";
import { type TransferProgress, transferOwned } from "./transfer-owned.ts";
import { isProblem } from "./users-api.ts";

/** Offers to give what belongs to somebody who is disabled to somebody else. */
export function TransferOwnedDialog(props: {
  readonly user: UserEntry;
  readonly client: Client;
  readonly onClose: () => void;
}) {
  const [owner, setOwner] = createSignal<UserEntry | null>(null);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const [progress, setProgress] = createSignal<TransferProgress>();
  const transfer = async () => {
    setTried(true);
    const chosen = owner();
    if (chosen === null) return;
    setBusy(true);
    const came = await transferOwned(props.client, props.user.id, chosen.id, setProgress);
    setBusy(false);
    if (isProblem(came)) return setRefusal(came);
    showToast(userText("transfer_done", { count: came.moved, name: chosen.name }));
    if (came.refused.length === 0) props.onClose();
  };
  return (
    <Dialog
      open
      keepOnBackdrop
      title={userText("transfer_title", { name: props.user.name })}
      closeLabel={pageText("close")}
      onClose={props.onClose}
      footer={
        <>
          <Button disabled={busy()} onClick={() => props.onClose()}>
            {userText("transfer_later")}
          </Button>
          <Button variant="primary" busy={busy()} onClick={() => void transfer()}>
            {userText("transfer")}
          </Button>
        </>
      }
    >
      <div class="plain-form">
        <p class="muted">{userText("transfer_text", { name: props.user.name })}</p>
        <ProblemNotice problem={refusal()} />
        <Field
          label={userText("transfer_to")}
          error={tried() && owner() === null ? userText("transfer_choose") : undefined}
        >
          {(link) => (
            <PersonInput
              link={link}
              client={props.client}
              value={owner()}
              suits={({ id, kind }) => id !== props.user.id && kind === "person"}
              onChange={setOwner}
            />
          )}
        </Field>
        <Show when={progress()}>{(now) => <Progress progress={now()} />}</Show>
      </div>
    </Dialog>
  );
}

function Progress(props: { readonly progress: TransferProgress }) {
  const words = () =>
    userText("transfer_progress", {
      done: props.progress.done,
      all: props.progress.all,
      count: props.progress.moved,
    });
  return (
    <>
      <progress
        class="transfer-progress"
        max={Math.max(1, props.progress.all)}
        value={props.progress.done}
        aria-label={words()}
      />
      <p class="muted" role="status">
        {words()}
      </p>
      <Show when={props.progress.refused.length > 0}>
        <Notice kind="warning" alert>
          <ul>
            <For each={props.progress.refused}>
              {({ title, problem }) => (
                <li>
                  {userText("transfer_refused", {
                    object: title,
                    reason: problemSentence(problem),
                  })}
                </li>
              )}
            </For>
          </ul>
        </Notice>
      </Show>
    </>
  );
}
