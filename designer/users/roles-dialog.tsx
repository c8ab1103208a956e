import { createSignal, For, Show } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { createFormRefusal } from "../../runtime/state/form-refusal.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { userText } from "../language/users/messages.ts";
import { roleWords } from "./role-words.ts";
import type { UserStore } from "./users-api.ts";

/** The roles of a member: what they grant adds up. */
export function RolesDialog(props: {
  readonly user: UserEntry;
  readonly store: UserStore;
  readonly onClose: () => void;
}) {
  const [chosen, setChosen] = createSignal<readonly string[]>(props.user.roles);
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal([]);
  const choose = (role: string, isChosen: boolean) =>
    setChosen((roles) => [...roles.filter((other) => other !== role), ...(isChosen ? [role] : [])]);
  const save = async () => {
    setBusy(true);
    const problem = await props.store.change(props.user.id, { roles: chosen() });
    setBusy(false);
    if (problem !== null) return refusal.set(problem);
    showToast(userText("role_changed", { name: props.user.name }));
    props.onClose();
  };
  return (
    <Dialog
      open
      keepOnBackdrop
      title={userText("roles_title", { name: props.user.name })}
      closeLabel={userText("close")}
      onClose={props.onClose}
    >
      <form
        class="user-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p class="muted">{userText("roles_hint")}</p>
        <Show when={refusal.rest()}>
          {(problem) => (
            <Notice kind="danger" alert>
              {problemSentence(problem())}
            </Notice>
          )}
        </Show>
        <div class="user-roles">
          <For each={props.store.roles()}>
            {(role) => (
              <Checkbox
                label={roleWords(role)}
                checked={chosen().includes(role)}
                onChange={(isChosen) => choose(role, isChosen)}
              />
            )}
          </For>
        </div>
        <div class="user-form-actions">
          <Button onClick={() => props.onClose()}>{userText("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy()} disabled={chosen().length === 0}>
            {userText("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
