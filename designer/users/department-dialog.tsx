import { createSignal } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import { SmallFormDialog } from "../../runtime/blocks/small-form-dialog.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
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
  const sending = createSmallForm({
    inputs: ["department"],
    send: async () => {
      const problem = await props.store.change(props.user.id, { department: chosen() });
      if (problem !== null) return problem;
      showToast(userText("department_changed", { name: props.user.name }));
      props.onClose();
      return null;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={userText("department_title", { name: props.user.name })}
      submit={userText("save")}
      onClose={props.onClose}
    >
      <DepartmentSelect
        departments={props.store.departments() ?? []}
        value={chosen()}
        onChange={setChosen}
        error={sending.at("department")}
      />
    </SmallFormDialog>
  );
}
