import { createSignal, For } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import { SmallFormDialog } from "../../runtime/blocks/small-form-dialog.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
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
    <SmallFormDialog
      form={sending}
      title={userText("roles_title", { name: props.user.name })}
      submit={userText("save")}
      disabled={chosen().length === 0}
      intro={<p class="muted">{userText("roles_hint")}</p>}
      onClose={props.onClose}
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
    </SmallFormDialog>
  );
}
