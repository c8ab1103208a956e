import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { userText } from "../language/users/messages.ts";
import { roleWords } from "./role-words.ts";

/** One of the roles that may be given. */
export function RoleSelect(props: {
  readonly roles: readonly string[];
  readonly value: string;
  readonly onChange: (role: string) => void;
  readonly error: string | undefined;
}) {
  return (
    <Field label={userText("role")} error={props.error}>
      {(link) => (
        <Select
          {...link}
          value={props.value}
          onChange={props.onChange}
          options={props.roles.map((value) => ({ value, label: roleWords(value) }))}
        />
      )}
    </Field>
  );
}
