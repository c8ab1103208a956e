import { everyName } from "../../metadata/access/role.ts";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { accessText } from "../language/access/messages.ts";
import { useRoleEditing } from "./role-editing.ts";

/** Whether the clear text of secrets may be asked for, of every object. */
export function SecretRights() {
  const editing = useRoleEditing();
  return (
    <div class="rights-part">
      <h3>{accessText("reveal")}</h3>
      <Checkbox
        label={accessText("reveal_all")}
        checked={editing.valueOf(everyName, "reveal") === true}
        onChange={(checked) => editing.change(everyName, "reveal", checked || undefined)}
      />
    </div>
  );
}
