import { createSignal, Show } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { createFormRefusal } from "../../runtime/state/form-refusal.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { userText } from "../language/users/messages.ts";
import { RoleSelect } from "./role-select.tsx";
import { isProblem, type UserStore } from "./users-api.ts";

/** Makes an account for a program. */
export function ServiceDialog(props: {
  readonly store: UserStore;
  readonly onMade: (user: UserEntry) => void;
  readonly onClose: () => void;
}) {
  const [name, setName] = createSignal("");
  const [role, setRole] = createSignal("member");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal(["name", "roles"]);
  const make = async () => {
    setTried(true);
    if (name().trim() === "") return;
    setBusy(true);
    const wanted = { kind: "service", name: name().trim(), roles: [role()] };
    const answer = await props.store.makeService(wanted);
    setBusy(false);
    if (isProblem(answer)) return refusal.set(answer);
    showToast(userText("service_made"));
    props.onMade(answer);
  };
  return (
    <Dialog
      open
      keepOnBackdrop
      title={userText("service_title")}
      closeLabel={userText("close")}
      onClose={props.onClose}
    >
      <form
        class="user-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <p class="muted">{userText("service_hint")}</p>
        <Show when={refusal.rest()}>
          {(problem) => (
            <Notice kind="danger" alert>
              {problemSentence(problem())}
            </Notice>
          )}
        </Show>
        <Field
          label={userText("name")}
          error={tried() && name().trim() === "" ? userText("fill_in") : refusal.at("name")}
        >
          {(link) => (
            <TextInput {...link} name="service_name" autofocus value={name()} onInput={setName} />
          )}
        </Field>
        <RoleSelect
          roles={props.store.roles()}
          value={role()}
          onChange={setRole}
          error={refusal.at("roles")}
        />
        <div class="user-form-actions">
          <Button onClick={() => props.onClose()}>{userText("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy()}>
            {userText("make_service")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
