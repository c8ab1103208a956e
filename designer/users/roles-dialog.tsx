import { createSignal, For } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import { SmallForm } from "../../runtime/blocks/small-form.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
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
  const choose = (role: string, isChosen: boolean) =>
    setChosen((roles) => [...roles.filter((other) => other !== role), ...(isChosen ? [role] : [])]);
  const sending = createSmallForm({
    inputs: [],
    send: async () => {
      const problem = await props.store.change(props.user.id, { roles: chosen() });
      if (problem !== null) return problem;
      showToast(userText("role_changed", { name: props.user.name }));
      props.onClose();
      return null;
    },
  });
  return (
    <Dialog
      open
      keepOnBackdrop
      title={userText("roles_title", { name: props.user.name })}
      closeLabel={userText("close")}
      onClose={props.onClose}
    >
      <SmallForm
        form={sending}
        class="user-form"
        intro={<p class="muted">{userText("roles_hint")}</p>}
      >
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
          <Button
            type="submit"
            variant="primary"
            busy={sending.busy()}
            disabled={chosen().length === 0}
          >
            {userText("save")}
          </Button>
        </div>
      </SmallForm>
    </Dialog>
  );
}
