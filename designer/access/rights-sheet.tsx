import { For } from "solid-js";
import { type ObjectAction, objectActions } from "../../metadata/access/role.ts";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { accessText } from "../language/access/messages.ts";
import { text } from "../language/messages.ts";
import { RightsDetails } from "./rights-details.tsx";
import { useRoleEditing } from "./role-editing.ts";
import { dropEmptyConditions, ScopeForm } from "./scope-form.tsx";
import { shownVerbs } from "./shown-verbs.ts";

/** All rights to one object, below one another. */
export function RightsSheet(props: { readonly object: string; readonly onClose: () => void }) {
  const editing = useRoleEditing();
  const close = () => {
    for (const verb of shownVerbs) dropEmptyConditions(editing, props.object, verb);
    props.onClose();
  };
  return (
    <Dialog
      open
      class="sheet"
      title={editing.titleOf(props.object)}
      closeLabel={text("close")}
      onClose={close}
    >
      <fieldset class="designer-values rights-sheet" disabled={editing.isFixed}>
        <For each={shownVerbs}>
          {(verb) => (
            <fieldset class="inspector-section" data-verb={verb}>
              <legend>{accessText(`verb_${verb}`)}</legend>
              <ScopeForm object={props.object} verb={verb} />
            </fieldset>
          )}
        </For>
        <div class="inspector-section rights-sheet-actions">
          <For each={objectActions}>
            {(action) => <ActionInput object={props.object} action={action} />}
          </For>
        </div>
      </fieldset>
      <RightsDetails object={props.object} />
    </Dialog>
  );
}

function ActionInput(props: { readonly object: string; readonly action: ObjectAction }) {
  const editing = useRoleEditing();
  const grants = () => editing.section() === "objects";
  const wanted = () => grants();
  const label = () => {
    const name = accessText(`action_${props.action}`);
    return grants() ? name : accessText("deny_action", { action: name });
  };
  return (
    <Checkbox
      label={label()}
      checked={editing.valueOf(props.object, props.action) === wanted()}
      onChange={(checked) =>
        editing.change(props.object, props.action, checked ? wanted() : undefined)
      }
    />
  );
}
