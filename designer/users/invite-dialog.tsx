import { createSignal } from "solid-js";
import type { SentLink } from "../../metadata/account-wire.ts";
import { SmallForm } from "../../runtime/blocks/small-form.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Field } from "../../runtime/ui/field.tsx";
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
  const sending = createSmallForm({
    inputs: ["email", "name", "roles"],
    needed: () => ({ email: email().trim(), name: name().trim() }),
    fillIn: () => userText("fill_in"),
    send: async () => {
      const wanted = { email: email().trim(), name: name().trim(), roles: [role()] };
      const answer = await props.store.invite(wanted);
      if (isProblem(answer)) return answer;
      props.onSent(answer);
      return null;
    },
  });
  return (
    <Dialog
      open
      keepOnBackdrop
      title={userText("invite_title")}
      closeLabel={userText("close")}
      onClose={props.onClose}
    >
      <SmallForm form={sending} class="user-form">
        <Field label={userText("email")} error={sending.at("email")}>
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
        <Field label={userText("name")} error={sending.at("name")}>
          {(link) => <TextInput {...link} name="invite_name" value={name()} onInput={setName} />}
        </Field>
        <RoleSelect
          roles={props.store.roles()}
          value={role()}
          onChange={setRole}
          error={sending.at("roles")}
        />
        <div class="user-form-actions">
          <Button onClick={() => props.onClose()}>{userText("cancel")}</Button>
          <Button type="submit" variant="primary" busy={sending.busy()}>
            {userText("invite_send")}
          </Button>
        </div>
      </SmallForm>
    </Dialog>
  );
}
