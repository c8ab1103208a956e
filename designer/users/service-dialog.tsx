import { createSignal } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import { SmallFormDialog } from "../../runtime/blocks/small-form-dialog.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Field } from "../../runtime/ui/field.tsx";
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
  const sending = createSmallForm({
    inputs: ["name", "roles"],
    needed: () => ({ name: name().trim() }),
    fillIn: () => userText("fill_in"),
    send: async () => {
      const wanted = { kind: "service", name: name().trim(), roles: [role()] };
      const answer = await props.store.makeService(wanted);
      if (isProblem(answer)) return answer;
      showToast(userText("service_made"));
      props.onMade(answer);
      return null;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={userText("service_title")}
      submit={userText("make_service")}
      intro={<p class="muted">{userText("service_hint")}</p>}
      onClose={props.onClose}
    >
      <Field label={userText("name")} error={sending.at("name")}>
        {(link) => (
          <TextInput {...link} name="service_name" autofocus value={name()} onInput={setName} />
        )}
      </Field>
      <RoleSelect
        roles={props.store.roles()}
        value={role()}
        onChange={setRole}
        error={sending.at("roles")}
      />
    </SmallFormDialog>
  );
}
