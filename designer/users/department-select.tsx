import type { UserPage } from "../../metadata/account-wire.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { userText } from "../language/users/messages.ts";

/** One of the departments whose people are looked after. */
export function DepartmentSelect(props: {
  readonly departments: NonNullable<UserPage["departments"]>;
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly error: string | undefined;
}) {
  return (
    <Field label={userText("department")} error={props.error}>
      {(link) => (
        <Select
          {...link}
          name="department"
          value={props.value}
          onChange={props.onChange}
          options={props.departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Field>
  );
}
