import { createSignal, Show } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { createFormRefusal } from "../../runtime/state/form-refusal.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { userText } from "../language/users/messages.ts";
import { DepartmentSelect } from "./department-select.tsx";
import type { UserStore } from "./users-api.ts";

/** Moves somebody to another department of those that are looked after. */
export function DepartmentDialog(props: {
  readonly user: UserEntry;
  readonly store: UserStore;
  readonly onClose: () => void;
}) {
  const [chosen, setChosen] = createSignal(props.user.department?.id ?? "");
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal(["department"]);
  const save = async () => {
    setBusy(true);
    const problem = await props.store.change(props.user.id, { department: chosen() });
    setBusy(false);
    if (problem !== null) return refusal.set(problem);
    showToast(userText("department_changed", { name: props.user.name }));
    props.onClose();
  };
  return (
    <Dialog
      open
      keepOnBackdrop
      title={userText("department_title", { name: props.user.name })}
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
        <Show when={refusal.rest()}>
          {(problem) => (
            <Notice kind="danger" alert>
              {problemSentence(problem())}
            </Notice>
          )}
        </Show>
        <DepartmentSelect
          departments={props.store.departments() ?? []}
          value={chosen()}
          onChange={setChosen}
          error={refusal.at("department")}
        />
        <div class="user-form-actions">
          <Button onClick={() => props.onClose()}>{userText("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy()}>
            {userText("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
