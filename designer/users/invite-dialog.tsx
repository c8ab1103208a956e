import { createSignal, Show } from "solid-js";
import type { SentLink } from "../../metadata/account-wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { createFormRefusal } from "../../runtime/state/form-refusal.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { userText } from "../language/users/messages.ts";
import { RoleSelect } from "./role-select.tsx";
import { isProblem, type UserStore } from "./users-api.ts";

/** Invites somebody by address. */
export function InviteDialog(props: {
  readonly store: UserStore;
  readonly onSent: (sent: SentLink) => void;
  readonly onClose: () => void;
}) {
  const [email, setEmail] = createSignal("");
  const [name, setName] = createSignal("");
  const [role, setRole] = createSignal("member");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal(["email", "name", "roles"]);
  const send = async () => {
    setTried(true);
    if (email().trim() === "" || name().trim() === "") return;
    setBusy(true);
    const wanted = { email: email().trim(), name: name().trim(), roles: [role()] };
    const answer = await props.store.invite(wanted);
    setBusy(false);
    if (isProblem(answer)) refusal.set(answer);
    else props.onSent(answer);
  };
  const missing = (value: string, field: string) =>
    tried() && value.trim() === "" ? userText("fill_in") : refusal.at(field);
  return (
    <Dialog
      open
      keepOnBackdrop
      title={userText("invite_title")}
      closeLabel={userText("close")}
      onClose={props.onClose}
    >
      <form
        class="user-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Show when={refusal.rest()}>
          {(problem) => (
            <Notice kind="danger" alert>
              {problemSentence(problem())}
            </Notice>
          )}
        </Show>
        <Field label={userText("email")} error={missing(email(), "email")}>
          {(link) => (
            <TextInput
              {...link}
              type="email"
              name="invite_email"
              inputmode="email"
              autofocus
              spellcheck={false}
              value={email()}
              onInput={setEmail}
            />
          )}
        </Field>
        <Field label={userText("name")} error={missing(name(), "name")}>
          {(link) => <TextInput {...link} name="invite_name" value={name()} onInput={setName} />}
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
            {userText("invite_send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
