import { createSignal, Show } from "solid-js";
import type { SentLink } from "../../metadata/account-wire.ts";
import { SmallFormDialog } from "../../runtime/blocks/small-form-dialog.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { userText } from "../language/users/messages.ts";
import { DepartmentSelect } from "./department-select.tsx";
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
  const offered = props.store.roles();
  const [role, setRole] = createSignal(offered.includes("member") ? "member" : (offered[0] ?? ""));
  const departments = props.store.departments() ?? [];
  const [department, setDepartment] = createSignal(departments[0]?.id ?? "");
  const sending = createSmallForm({
    inputs: ["email", "name", "roles", "department"],
    needed: () => ({ email: email().trim(), name: name().trim() }),
    fillIn: () => userText("fill_in"),
    send: async () => {
      const into = department() === "" ? {} : { department: department() };
      const wanted = { email: email().trim(), name: name().trim(), roles: [role()], ...into };
      const answer = await props.store.invite(wanted);
      if (isProblem(answer)) return answer;
      props.onSent(answer);
      return null;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={userText("invite_title")}
      submit={userText("invite_send")}
      onClose={props.onClose}
    >
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
      <Show when={departments.length > 0}>
        <DepartmentSelect
          departments={departments}
          value={department()}
          onChange={setDepartment}
          error={sending.at("department")}
        />
      </Show>
    </SmallFormDialog>
  );
}
